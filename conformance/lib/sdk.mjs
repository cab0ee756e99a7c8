import { execFile } from 'node:child_process';
import { mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { rest } from './http.mjs';
import { account, key, url } from './target.mjs';

const conformance = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
export const binary = (name) => path.join(conformance, 'node_modules', '.bin', name);

/** A folder that the SDK may write into, with the sample integration in it. */
export function newProject() {
  const folder = mkdtempSync(path.join(tmpdir(), 'graph-acme-'));
  symlinkSync(path.join(conformance, 'integration', 'src'), path.join(folder, 'src'), 'dir');
  return folder;
}

/** Runs a program to its end. Gives its exit code and all that it printed, without colours. */
export const execute = (program, args, { env = {}, cwd = conformance } = {}) =>
  new Promise((resolve) => {
    execFile(program, args, { cwd, env: { ...process.env, NODE_NO_WARNINGS: '1', ...env }, maxBuffer: 256e6, timeout: 300_000 }, (error, stdout, stderr) => {
      const output = `${stdout}${stderr}`.replaceAll(COLOUR, '');
      resolve({ code: error ? (typeof error.code === 'number' ? error.code : 1) : 0, output, stdout: stdout.replaceAll(COLOUR, '') });
    });
  });
const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, 'g');

/** `j1-integration …`, the command that integrations are developed with. */
export async function j1Integration(command, project, args = [], { wish = {}, apiKey = key } = {}) {
  const api = command === 'collect' ? [] : ['--api-base-url', url];
  const schema = command === 'sync' ? [] : ['--disable-schema-validation'];
  return execute(binary('j1-integration'), [command, '-p', project, ...schema, ...api, ...args], { env: { JUPITERONE_API_KEY: apiKey, JUPITERONE_ACCOUNT: account, ...asEnvironment(wish) } });
}

/** `{users: 5}` as `ACME_USERS=5`, which integration/src/wish.js reads. */
export const asEnvironment = (wish) => Object.fromEntries(Object.entries(wish).map(([name, value]) => [`ACME_${name.toUpperCase()}`, String(value)]));

/** `j1-integration run` or `sync` for an instance. Gives its output and the synchronization job as the server knows it afterwards. */
export async function upload(command, project, { instance, scope, args = [], ...options }) {
  const where = instance ? ['-i', instance] : ['--source', 'api', '--scope', scope];
  const done = await j1Integration(command, project, [...where, ...args], options);
  const id = /synchronizationJobId=([0-9a-f-]{36})/.exec(done.output)?.[1];
  return { ...done, job: id === undefined ? undefined : (await rest('GET', `/persister/synchronization/jobs/${id}`)).job };
}

/** The eight counters that clients show. */
export const counts = (job) => ({
  entities: `${job.numEntitiesUploaded} uploaded, ${job.numEntitiesCreated} created, ${job.numEntitiesUpdated} updated, ${job.numEntitiesDeleted} deleted`,
  relationships: `${job.numRelationshipsUploaded} uploaded, ${job.numRelationshipsCreated} created, ${job.numRelationshipsUpdated} updated, ${job.numRelationshipsDeleted} deleted`,
});
