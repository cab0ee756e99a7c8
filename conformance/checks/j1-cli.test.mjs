import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { exportAll, own, servedGraph } from '../lib/graph.mjs';
import { ask, headers, rest } from '../lib/http.mjs';
import { finalize, jobOf, openJob, replaceScope, uploadTo } from '../lib/sync.mjs';
import { url } from '../lib/target.mjs';

const FLAGS = '?ignoreDuplicates=true&ignoreIllegalProperties=true';
const csv = { headers: { 'content-type': 'text/csv' } };
const DEADLINE_POLLS = 20;

/** CSV as `jsonexport` writes it: a column for every property, lists joined by `;`. */
function toCsv(objects) {
  const columns = [...new Set(objects.flatMap(Object.keys))];
  const cell = (value) => {
    const text = value === undefined ? '' : Array.isArray(value) ? value.join(';') : String(value);
    return /[",\n;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [columns.join(','), ...objects.map((object) => columns.map((name) => cell(object[name])).join(','))].join('\n');
}

describe('what j1 export asks for', () => {
  const scope = 'export';
  before(async () => {
    const entities = Array.from({ length: 4500 }, (_, index) => ({
      _key: `ex:${index}`,
      _type: 'ex_host',
      _class: ['Host'],
      displayName: `Host ${index}`,
      ipAddress: [`10.0.0.${index % 250}`],
      cores: index % 64,
      encrypted: index % 2 === 0,
    }));
    await replaceScope(scope, {
      entities,
      relationships: Array.from({ length: 4200 }, (_, index) => ({ _key: `ex:0|has|ex:${index + 1}`, _type: 'ex_host_has_host', _class: 'HAS', _fromEntityKey: 'ex:0', _toEntityKey: `ex:${index + 1}` })),
    });
  });

  test('every entity and relationship comes once, flat, in several pages', async () => {
    const entities = (await exportAll('entities')).filter(({ _scope }) => _scope === scope);
    assert.equal(new Set(entities.map(({ _key }) => _key)).size, 4500);
    assert.equal(entities.length, 4500);
    const relationships = (await exportAll('relationships')).filter(({ _scope }) => _scope === scope);
    assert.equal(relationships.length, 4200);
    assert.ok(relationships.every(({ _fromEntityId, _toEntityId }) => _fromEntityId && _toEntityId));
    assert.deepEqual(own(entities.find(({ _key }) => _key === 'ex:7')), { _class: ['Host'], _key: 'ex:7', _type: 'ex_host', cores: 7, displayName: 'Host 7', encrypted: false, ipAddress: ['10.0.0.7'] });
  });

  test('deleted ones come where they are wanted', async () => {
    await replaceScope('export of deleted', { entities: [{ _key: 'gone:1', _type: 'gone', _class: ['Host'], displayName: 'Gone' }] });
    await replaceScope('export of deleted', {});
    const there = async (includeDeleted) => (await exportAll('entities', { includeDeleted })).filter(({ _key }) => _key === 'gone:1');
    assert.deepEqual(await there(false), []);
    assert.equal((await there(true))[0]._deleted, true);
  });

  test('pages that are too large are asked for again by half, until one fits', async () => {
    const large = 'y'.repeat(400_000);
    await replaceScope('export of large ones', { entities: Array.from({ length: 12 }, (_, index) => ({ _key: `large:${index}`, _type: 'large', _class: ['Record'], displayName: 'Large', text: large })) });
    for (let upload = 0; upload < 6; upload++)
      await replaceScope(`export of large ones ${upload}`, { entities: Array.from({ length: 12 }, (_, index) => ({ _key: `large:${index}`, _type: 'large', _class: ['Record'], displayName: 'Large', text: large })) });
    const found = (await exportAll('entities')).filter(({ _type }) => _type === 'large');
    assert.equal(found.length, 7 * 12);
    assert.ok(found.every(({ text }) => text.length === large.length));
    for (const name of ['', ' 0', ' 1', ' 2', ' 3', ' 4', ' 5']) await replaceScope(`export of large ones${name}`, {});
  });
});

describe('what j1 import sends', () => {
  /** As the command does it: CSV, flags, finalize with no body at all, then asks until the status is FINISHED. */
  async function importAll(scope, { entities = [], relationships = [] }) {
    const { id } = await openJob({ source: 'api', scope });
    for (const file of entities) await uploadTo(id, `entities${FLAGS}`, file, csv);
    for (const file of relationships) await uploadTo(id, `relationships${FLAGS}`, file, csv);
    const answer = await fetch(`${url}/persister/synchronization/jobs/${id}/finalize`, { method: 'POST', headers });
    assert.equal(answer.status, 200, await answer.text());
    for (let polls = 0; polls < DEADLINE_POLLS; polls++) {
      const job = await jobOf(id);
      if (job.status === 'FINISHED') return job;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    throw new Error('The job does not finish.');
  }

  test('CSV files become entities and relationships', async () => {
    const entities = toCsv([1, 2, 3].map((id) => ({ _key: `im:${id}`, _type: 'im_host', _class: 'Host', displayName: `Host, "${id}"`, cores: id * 2, active: id !== 2 })));
    const relationships = toCsv([{ _key: 'im:1|has|im:2', _type: 'im_host_has_host', _class: 'HAS', _fromEntityKey: 'im:1', _toEntityKey: 'im:2' }]);
    const job = await importAll('import', { entities: [entities], relationships: [relationships] });
    assert.deepEqual([job.numEntitiesCreated, job.numRelationshipsCreated], [3, 1]);
    const rows = await ask('FIND im_host AS h RETURN h.displayName, h.cores, h.active ORDER BY h.cores');
    assert.deepEqual(rows[0], { 'h.displayName': 'Host, "1"', 'h.cores': 2, 'h.active': true });
    assert.equal(rows[1]['h.active'], false);
  });

  test('what was exported is imported again: repeated keys and properties of the platform are no errors', async () => {
    await replaceScope('export for import', { entities: [1, 2].map((id) => ({ _key: `ei:${id}`, _type: 'ei_host', _class: ['Host'], displayName: `Host ${id}`, cores: id })) });
    const exported = (await exportAll('entities')).filter(({ _scope }) => _scope === 'export for import');
    const job = await importAll('import of export', { entities: [toCsv([...exported, exported[0]])] });
    assert.equal(job.status, 'FINISHED');
    const { entities } = await servedGraph('import of export');
    assert.deepEqual([...entities.keys()], ['ei:1', 'ei:2']);
    assert.equal(entities.get('ei:2').cores, 2);
    assert.equal(entities.get('ei:2')._version, 1);
  });

  test('finalize takes no body, an empty one, an empty object and none with a content type, as one client or another sends it', async () => {
    for (const sent of [{}, { body: '' }, { body: '{}' }, { headers: { ...headers, 'content-type': 'application/json' } }]) {
      const { id } = await openJob({ source: 'api', scope: 'bodies' });
      const answer = await fetch(`${url}/persister/synchronization/jobs/${id}/finalize`, { method: 'POST', headers, ...sent });
      assert.equal(answer.status, 200, `${JSON.stringify(sent)}: ${await answer.text()}`);
    }
  });

  test('YAML is understood as well', async () => {
    const { id } = await openJob({ source: 'api', scope: 'yaml' });
    await rest('POST', `/persister/synchronization/jobs/${id}/upload`, {
      body: 'entities:\n  - _key: yaml:1\n    _type: yaml_host\n    _class: Host\n    displayName: From YAML\n    cores: 4\n',
      headers: { 'content-type': 'application/yaml' },
    });
    assert.equal((await finalize(id)).numEntitiesCreated, 1);
    assert.equal((await ask('FIND yaml_host'))[0].properties.cores, 4);
  });

  test('the place to put one file is used until it is finalized', async () => {
    const { id } = await openJob({ source: 'api', scope: 'upload url' });
    const { uploadUrl, expiresAt } = await rest('POST', `/persister/synchronization/jobs/${id}/uploadUrl`, { body: {} });
    assert.ok(new Date(expiresAt).getTime() > Date.now());
    assert.equal((await rest('POST', `/persister/synchronization/jobs/${id}/uploadUrl`, { body: {} })).uploadUrl, uploadUrl);
    const put = await fetch(uploadUrl, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ entities: [{ _key: 'put:1', _type: 'put_host', _class: 'Host', displayName: 'Put' }] }) });
    assert.equal(put.status, 200, await put.text());
    assert.equal((await finalize(id)).numEntitiesCreated, 1);
  });
});
