import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { asEnvironment, execute } from './sdk.mjs';
import { key } from './target.mjs';

const require = createRequire(import.meta.url);
const script = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'clients', 'sdk17.cjs');
/** The core that the runtime of SDK 17 brings, which an integration for it is written with. */
export const core = createRequire(require.resolve('integration-sdk-runtime-17')).resolve('@jupiterone/integration-sdk-core');

/** Runs the sample integration with SDK 17. Gives the job that the SDK ended with. */
export async function sdk17(command, project, { wish = {}, apiKey = key, env = {}, ...options }) {
  const done = await execute(process.execPath, [script, command, project, JSON.stringify(options)], { env: { JUPITERONE_API_KEY: apiKey, ACME_SDK_CORE: core, ...asEnvironment(wish), ...env } });
  const last = done.stdout.trim().split('\n').at(-1) ?? '';
  return { ...done, job: last.startsWith('{"id"') ? JSON.parse(last) : undefined };
}
