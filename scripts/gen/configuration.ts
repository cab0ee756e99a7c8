import { IN_FILES } from '../../src/secret-files.ts';
import { AROUND, VARIABLES } from '../../src/variables.ts';
import { HEAD, row } from './markdown.ts';

/** The page on the variables of the environment. */
export const configurationPage = () =>
  `${HEAD}# Configuration\n\nSettings come from the environment, or from a file \`.env\` in the folder where graph-zoom is run (what the environment has wins). \`graph-zoom init\` writes one. An empty value counts as absent.\n\nA secret may stand in a file of its own, as Docker, Kubernetes and systemd hand it over: \`NAME_FILE\` names the file, such as \`ZOOM_CLIENT_SECRET_FILE=/run/secrets/zoom-client-secret\`. That goes for ${IN_FILES.map((name) => `\`${name}\``).join(', ')}.\n\n| variable | meaning | default |\n|---|---|---|\n${Object.entries(
    VARIABLES,
  )
    .map(([name, v]) => row(`\`${name}\``, v.meaning, v.default === undefined ? '' : v.default.includes('`') ? v.default : `\`${v.default}\``))
    .join('\n')}\n\nAlso honoured:\n\n| variable | meaning |\n|---|---|\n${Object.entries(AROUND)
    .map(([name, v]) => row(`\`${name}\``, v.meaning))
    .join('\n')}\n`;
