import { licensePlugin } from 'rolldown-license-plugin';

/** A plugin for tsdown and vite: the licences of the packages that are bundled are written beside what holds their code, as these licences ask. */
export const thirdPartyLicences = () =>
  licensePlugin({
    failOnUnlicensed: true,
    done: (packages, { emitFile }) => {
      const texts = packages.map(({ name, version, license, licenseText }) => `${name} ${version} (${license})\n\n${licenseText.trim()}\n`);
      emitFile({ type: 'asset', fileName: 'THIRD-PARTY.txt', source: texts.join(`\n${'-'.repeat(80)}\n\n`) });
    },
  });
