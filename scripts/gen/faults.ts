import { FAULT_PROFILES, FAULTS } from '../../src/fake-zoom/faults.ts';
import { HEAD, row } from './markdown.ts';

const HOW = { share: 'share, 0 to 1', switch: 'on or off', ms: 'milliseconds' };
/** The page on the faults of the fake Zoom. */
export const faultsPage = () =>
  `${HEAD}# Faults of the fake Zoom\n\nFor \`graph-zoom fake-zoom --faults LIST\`: profiles and single faults, separated by commas, such as \`flaky,reset=0.02,duplicates\`. What stands later wins. Which requests and users are hit follows from the seed; a request that is hit gets through at its third try.\n\n| fault | value | what goes wrong |\n|---|---|---|\n${Object.entries(
    FAULTS,
  )
    .map(([name, { kind, what }]) => row(`\`${name}\``, HOW[kind], what))
    .join(
      '\n',
    )}\n| \`dailyLimit\` | LABEL@REQUESTS, then @iso, @http or @seconds | the day of a rate label ends after so many requests; the last part is how the reset is told |\n| \`scopeLost\` | SCOPE@REQUESTS | the app loses a scope after so many requests |\n\n| profile | the same as |\n|---|---|\n${Object.entries(
    FAULT_PROFILES,
  )
    .map(([name, profile]) => row(`\`${name}\``, written(profile)))
    .join('\n')}\n`;
const written = (profile: object) =>
  Object.entries(profile)
    .map(([name, value]) => (value === true ? name : `${name}=${typeof value === 'object' && value !== null ? Object.values(value).join('@') : value}`))
    .join(',');
