import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { program, startFakeZoom } from '../lib/fake-zoom.mjs';
import { ownOfAll, servedGraph, uploadedGraph, versionsOf } from '../lib/graph.mjs';
import { ask, rest } from '../lib/http.mjs';
import { createInstance, eventsOf, jobsOf } from '../lib/instances.mjs';
import { projectOf, unpackedPackage } from '../lib/packed.mjs';
import { binary, counts, execute } from '../lib/sdk.mjs';
import { core, sdk17 } from '../lib/sdk17.mjs';
import { account, key, url } from '../lib/target.mjs';

const conformance = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const USERS = 16;
const folder = () => mkdtempSync(path.join(tmpdir(), 'graph-zoom-sdk-'));

describe('graph-zoom as an integration of the SDK (8.41)', () => {
  let fake;
  let project;
  let instance;
  const packageFolder = unpackedPackage();
  before(async () => {
    fake = await startFakeZoom('--users', String(USERS));
    project = projectOf(packageFolder);
    instance = await createInstance('zoom of sdk-zoom');
  });
  after(() => fake.stop());

  /** What the `.env` of JupiterOne's own integration holds. */
  const credentials = ({ ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID, ZOOM_CLIENT_SECRET, ...env } = fake.env) => ({
    ...env,
    ACCOUNT_ID: ZOOM_ACCOUNT_ID,
    CLIENT_ID: ZOOM_CLIENT_ID,
    CLIENT_SECRET: ZOOM_CLIENT_SECRET,
    SCOPES: 'user:read:admin group:read:admin role:read:admin',
  });
  const temporary = folder();
  const j1 = (args, env = credentials()) => execute(binary('j1-integration'), args, { cwd: project, env: { JUPITERONE_API_KEY: key, JUPITERONE_ACCOUNT: account, TMPDIR: temporary, ...env } });
  const upload = async (command, env) => {
    const done = await j1([command, '-i', instance, '--api-base-url', url], env);
    const id = /synchronizationJobId=([0-9a-f-]{36})/.exec(done.output)?.[1];
    return { ...done, job: id && (await rest('GET', `/persister/synchronization/jobs/${id}`)).job };
  };
  /** What `graph-zoom collect` stores of the same Zoom. */
  const collected = async (env = fake.env) => {
    const data = folder();
    const run = await execute(process.execPath, [program, '--data-dir', data, 'collect'], { cwd: data, env });
    assert.equal(run.code, 0, run.output);
    const { stdout } = await execute(process.execPath, [program, '--data-dir', data, 'export', '--raw'], { cwd: data });
    const { entities, relationships } = JSON.parse(stdout);
    const byKey = (list) => new Map(list.map((member) => [member._key, member]));
    return { entities: byKey(entities), relationships: byKey(relationships) };
  };

  test('collect finds what graph-zoom collect finds, letter by letter', async () => {
    const { code, output } = await j1(['collect']);
    assert.equal(code, 0, output);
    assert.equal([...output.matchAll(/completed with status: success/g)].length, 4, output);
    assert.deepEqual(readdirSync(temporary), []); // no lists of people stay behind
    const sdk = await uploadedGraph(project);
    const own = await collected();
    assert.ok(own.entities.size > USERS);
    assert.deepEqual(ownOfAll(sdk.entities), ownOfAll(own.entities));
    assert.deepEqual(ownOfAll(sdk.relationships), ownOfAll(own.relationships));
    const raw = (graph) => Object.fromEntries([...graph.entities].sort().map(([id, { _rawData }]) => [id, _rawData]));
    assert.deepEqual(raw(sdk), raw(own));
  });

  test('sync uploads it, and the server then holds the same graph', async () => {
    const { code, job } = await upload('sync');
    assert.equal(code, 0);
    assert.equal(job.status, 'FINISHED');
    const sdk = await uploadedGraph(project);
    const served = await servedGraph(instance);
    assert.deepEqual(ownOfAll(served.entities), ownOfAll(sdk.entities));
    assert.deepEqual(ownOfAll(served.relationships), ownOfAll(sdk.relationships));
  });

  test('run uploads while it collects, and changes nothing where nothing changed', async () => {
    const before = await servedGraph(instance);
    const { job } = await upload('run');
    const [entities, relationships] = [before.entities.size, before.relationships.size];
    assert.deepEqual(counts(job), { entities: `${entities} uploaded, 0 created, 0 updated, 0 deleted`, relationships: `${relationships} uploaded, 0 created, 0 updated, 0 deleted` });
    assert.deepEqual(versionsOf((await servedGraph(instance)).entities), versionsOf(before.entities));
    const [{ n }] = await ask(`FIND zoom_account THAT HAS zoom_user AS u WITH _integrationInstanceId = '${instance}' RETURN count(u) AS n`);
    assert.equal(n, [...before.entities.values()].filter(({ _type }) => _type === 'zoom_user').length);
  });

  test('a step without its scope fails, says which, and deletes nothing', async () => {
    const before = await servedGraph(instance);
    const narrow = await startFakeZoom('--users', String(USERS), '--scopes', 'user:read:admin role:read:admin');
    try {
      const { job } = await upload('run', credentials(narrow.env));
      assert.equal(job.status, 'FINISHED');
      assert.equal(job.numEntitiesDeleted + job.numRelationshipsDeleted, 0);
      assert.deepEqual([...(await servedGraph(instance)).entities.keys()].sort(), [...before.entities.keys()].sort());
      const [newest] = await jobsOf(instance);
      const failure = (await eventsOf(instance, newest.id)).find(({ name }) => name === 'step_failure');
      assert.match(failure.description, /Fetch Groups.*PROVIDER_AUTHORIZATION_ERROR.*Add the scope group:read/);
      const missing = (await eventsOf(instance, newest.id)).filter(({ name }) => name === 'warn_missing_permission');
      assert.ok(
        missing.some(({ description }) => /account:read/.test(description)),
        JSON.stringify(missing),
      );
    } finally {
      await narrow.stop();
    }
    await upload('run');
  });

  test('a step whose scope the configuration leaves out is switched off', async () => {
    const { output } = await j1(['collect'], { ...credentials(), SCOPES: 'user:read:admin role:read:admin' });
    assert.match(output, /Step "fetch-groups" completed with status: disabled/);
    assert.match(output, /Step "fetch-users" completed with status: success/);
    const { relationships } = await uploadedGraph(project);
    assert.equal([...relationships.values()].filter(({ _type }) => _type === 'zoom_group_has_user').length, 0);
  });

  test('users of whom an answer could not be had stay as they were', async () => {
    const before = await servedGraph(instance);
    const flaky = await startFakeZoom('--users', String(USERS), '--faults', 'dailyLimit=MEDIUM@50@iso');
    try {
      const { job, output } = await upload('run', credentials(flaky.env));
      assert.match(output, /Step "fetch-users" completed with status: failure/);
      assert.equal(job.status, 'FINISHED');
      assert.equal(job.numEntitiesDeleted + job.numRelationshipsDeleted + job.numEntitiesUpdated, 0);
      assert.ok(job.numEntitiesUploaded < before.entities.size);
      assert.deepEqual(versionsOf((await servedGraph(instance)).entities), versionsOf(before.entities));
    } finally {
      await flaky.stop();
    }
  });

  test('wrong credentials end the run before anything is read, and the job says why', async () => {
    const before = await servedGraph(instance);
    const { job } = await upload('run', { ...credentials(), CLIENT_SECRET: 'never-shown' });
    assert.equal(job.status, 'ABORTED');
    const [newest] = await jobsOf(instance);
    const [failure] = (await eventsOf(instance, newest.id)).filter(({ name }) => name === 'validation_failure');
    assert.match(failure.description, /PROVIDER_AUTHENTICATION_ERROR.*the client secret is wrong/);
    assert.doesNotMatch(failure.description, /never-shown/);
    assert.deepEqual(versionsOf((await servedGraph(instance)).entities), versionsOf(before.entities));
  });

  test('a configuration that lacks a field is told which', async () => {
    const { CLIENT_SECRET: _, ...rest } = credentials();
    const { output } = await j1(['collect'], rest);
    assert.match(output, /CONFIG_VALIDATION_ERROR.*clientSecret/s);
  });

  test('the .env of graph-zoom init will do, and so will a ready token', async () => {
    const fromInit = await j1(['collect'], fake.env);
    assert.match(fromInit.output, /Step "fetch-users" completed with status: success/);
    const { ZOOM_OAUTH_URL, ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID, ZOOM_CLIENT_SECRET } = fake.env;
    const answer = await fetch(`${ZOOM_OAUTH_URL}/token?grant_type=account_credentials&account_id=${ZOOM_ACCOUNT_ID}`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${ZOOM_CLIENT_ID}:${ZOOM_CLIENT_SECRET}`).toString('base64')}` },
    });
    const { access_token: ACCESS_TOKEN } = await answer.json();
    const { ZOOM_API_URL } = fake.env;
    const byToken = await j1(['collect'], { ZOOM_API_URL, ZOOM_OAUTH_URL, ACCESS_TOKEN });
    assert.match(byToken.output, /Step "fetch-users" completed with status: success/);
  });

  test('the package is a project of the SDK itself: document, visualize, visualize-types', async () => {
    const own = folder();
    cpSync(packageFolder, path.join(own, 'package'), { recursive: true, verbatimSymlinks: true });
    project = path.join(own, 'package');
    const documented = readFileSync(path.join(project, 'docs', 'jupiterone.md'), 'utf8');
    writeFileSync(path.join(project, 'docs', 'jupiterone.md'), documented.replace(/zoom_user/g, 'zoom_nobody'));
    assert.equal((await j1(['document'])).code, 0);
    // The page in the repository has what the SDK makes of our declarations; where it does not: j1-integration document.
    const block = (text) => text.slice(text.indexOf('{J1_DOCUMENTATION_MARKER_START}'));
    assert.equal(block(readFileSync(path.join(project, 'docs', 'jupiterone.md'), 'utf8')), block(documented));
    assert.equal((await j1(['collect'])).code, 0);
    for (const [command, page] of Object.entries({ visualize: 'index.html', 'visualize-types': 'types-graph/index.html' })) {
      const { code, output } = await j1([command]);
      assert.equal(code, 0, output);
      assert.ok(existsSync(path.join(project, '.j1-integration', page)), output);
    }
  });

  test('the managed questions are valid', async () => {
    const file = path.join(packageFolder, 'jupiterone', 'questions', 'questions.yaml');
    const { code, output } = await execute(binary('j1-integration'), ['validate-question-file', '-p', file, '-a', account, '-k', key, '--api-base-url', url]);
    assert.equal(code, 0, output);
    assert.match(output, /Successfully validated managed question file!/);
  });

  const types = async (sdk) => {
    const own = projectOf(packageFolder);
    writeFileSync(
      path.join(own, 'types.ts'),
      "import type { IntegrationInvocationConfig } from '@jupiterone/integration-sdk-core';\nimport { invocationConfig } from 'graph-zoom';\nexport const config: IntegrationInvocationConfig = invocationConfig;\n",
    );
    mkdirSync(path.join(own, 'node_modules', '@jupiterone'));
    symlinkSync(sdk, path.join(own, 'node_modules', '@jupiterone', 'integration-sdk-core'), 'dir');
    writeFileSync(path.join(own, 'tsconfig.json'), '{ "compilerOptions": { "strict": true, "noEmit": true, "skipLibCheck": true, "module": "nodenext", "target": "es2022", "types": [] }, "files": ["types.ts"] }');
    const { code, output } = await execute(process.execPath, [path.join(conformance, '..', 'node_modules', 'typescript', 'bin', 'tsc'), '-p', own], { cwd: own });
    assert.equal(code, 0, output);
  };
  test('its types are those that the SDK wants', () => types(path.join(conformance, 'node_modules', '@jupiterone', 'integration-sdk-core')));
  test('its types are those that SDK 17 wants', () => types(core.slice(0, core.indexOf('integration-sdk-core') + 'integration-sdk-core'.length)));

  test('graph-zoom push of the same Zoom to the same instance changes nothing', async () => {
    await upload('run');
    const before = await servedGraph(instance);
    const data = folder();
    const env = { ...fake.env, JUPITERONE_API_KEY: key, JUPITERONE_ACCOUNT: account, JUPITERONE_API_BASE_URL: url };
    const cli = (...args) => execute(process.execPath, [program, '--data-dir', data, ...args], { cwd: data, env });
    assert.equal((await cli('collect')).code, 0);
    const { code, stdout, output } = await cli('push', '--integration-instance-id', instance, '--json');
    assert.equal(code, 0, output);
    const { job } = JSON.parse(stdout);
    assert.deepEqual(counts(job), { entities: `${before.entities.size} uploaded, 0 created, 0 updated, 0 deleted`, relationships: `${before.relationships.size} uploaded, 0 created, 0 updated, 0 deleted` });
    assert.deepEqual(versionsOf((await servedGraph(instance)).relationships), versionsOf(before.relationships));
  });

  test('SDK 17 runs it, with the same outcome', async () => {
    await upload('run');
    const before = await servedGraph(instance);
    const { output, job } = await sdk17('run', projectOf(packageFolder), { instance, env: credentials() });
    assert.equal(job?.status, 'FINISHED', output);
    assert.deepEqual([job.numEntitiesUploaded, job.numEntitiesCreated, job.numEntitiesUpdated, job.numEntitiesDeleted], [before.entities.size, 0, 0, 0], output);
  });
});
