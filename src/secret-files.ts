import { readFileSync } from 'node:fs';
import { GraphZoomError, messageOf } from './lib/errors.ts';

/** Settings that may stand in a file of their own, named by NAME_FILE: Docker, Kubernetes and systemd hand secrets over as files. */
export const IN_FILES = ['ZOOM_ACCOUNT_ID', 'ZOOM_CLIENT_ID', 'ZOOM_CLIENT_SECRET', 'ZOOM_ACCESS_TOKEN', 'JUPITERONE_API_KEY', 'NEO4J_PASSWORD', 'GRAPH_ZOOM_API_KEY', 'GRAPH_ZOOM_SECRET_KEY'] as const;

/** The environment with what stands in files; blanks and line breaks around it are left out. Fails with `config-invalid` where a file cannot be read or the value is given twice. */
export function readSecretFiles(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const read: NodeJS.ProcessEnv = {};
  for (const name of IN_FILES) {
    const file = env[`${name}_FILE`];
    if (file === undefined || file === '') continue;
    if (env[name]) throw new GraphZoomError('config-invalid', `Both ${name} and ${name}_FILE are set.`, { hint: 'Keep one of them, in the environment and in .env.' });
    try {
      read[name] = readFileSync(file, 'utf8').trim();
    } catch (error) {
      throw new GraphZoomError('config-invalid', `${name}_FILE is "${file}", which cannot be read: ${messageOf(error)}.`, { hint: 'Correct the path, and let the user that runs graph-zoom read the file.', cause: error });
    }
  }
  return { ...env, ...read };
}
