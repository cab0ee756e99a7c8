import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ownOfAll, servedGraph, uploadedGraph } from '../lib/graph.mjs';
import { createInstance } from '../lib/instances.mjs';
import { counts, execute, newProject, upload } from '../lib/sdk.mjs';
import { key, url } from '../lib/target.mjs';

const require = createRequire(import.meta.url);
const program = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..', 'bin', 'graph-zoom.mjs');
const USERS = 1200;

/** `graph-zoom export` of an instance of the server, as the folder of a project. */
const exportTo = (project, instance) =>
  execute(process.execPath, [program, 'export', '--server', url, '--instance', instance, '--format', 'j1-integration', '--out', path.join(project, '.j1-integration')], {
    env: { GRAPH_ZOOM_API_KEY: key, GRAPH_ZOOM_HOME: path.join(project, 'home') },
  });

const direct = ({ relationships }) => new Map([...relationships].filter(([, { _source }]) => _source !== 'system-mapper'));

describe('graph-zoom export --format j1-integration', () => {
  const exported = newProject();
  let [from, to] = [];
  before(async () => {
    [from, to] = [await createInstance('acme to be exported'), await createInstance('acme again')];
    const { code, output } = await upload('run', newProject(), { instance: from, wish: { users: USERS } });
    assert.equal(code, 0, output);
    const done = await exportTo(exported, from);
    assert.equal(done.code, 0, done.output);
  });

  test('j1-integration sync (SDK 8.41) uploads it, and nothing is lost', async () => {
    const { code, output } = await upload('sync', exported, { instance: to });
    assert.equal(code, 0, output);
    const [original, copy] = [await servedGraph(from), await servedGraph(to)];
    assert.ok(original.entities.size > USERS);
    assert.deepEqual(ownOfAll(copy.entities), ownOfAll(original.entities));
    assert.deepEqual(ownOfAll(copy.relationships), ownOfAll(direct(original)));
  });

  test('a second export and sync change nothing', async () => {
    assert.equal((await exportTo(exported, from)).code, 0);
    const { job } = await upload('sync', exported, { instance: to });
    assert.match(counts(job).entities, / 0 created, 0 updated, 0 deleted$/);
    assert.match(counts(job).relationships, / 0 created, 0 updated, 0 deleted$/);
  });

  for (const runtime of ['@jupiterone/integration-sdk-runtime', 'integration-sdk-runtime-17'])
    test(`${runtime} reads its files as neo4j push does`, async () => {
      const { iterateParsedGraphFiles } = require(runtime);
      const read = { entities: new Map(), relationships: new Map() };
      await iterateParsedGraphFiles(
        ({ entities = [], relationships = [] }) => {
          assert.ok(entities.length + relationships.length <= 500);
          assert.ok(new Set([...entities, ...relationships].map(({ _type }) => _type)).size <= 1);
          for (const entity of entities) read.entities.set(entity._key, entity);
          for (const relationship of relationships) read.relationships.set(relationship._key, relationship);
        },
        path.join(exported, '.j1-integration'),
      );
      assert.deepEqual(read, await uploadedGraph(exported));
    });

  test('its summary has what sync looks for', () => {
    const summary = JSON.parse(readFileSync(path.join(exported, '.j1-integration', 'summary.json'), 'utf8'));
    assert.deepEqual(summary.metadata.partialDatasets.types, []);
    assert.deepEqual(
      summary.integrationStepResults.map(({ id, status }) => `${id}: ${status}`),
      ['export: success'],
    );
  });
});
