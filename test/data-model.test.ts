import { readFile } from 'node:fs/promises';
import { registerFormats, registerSchemas } from '@jupiterone/data-model';
import { Ajv } from 'ajv';
import { expect, it } from 'vitest';
import { exportJson } from '../src/export/json.ts';
import { parseGraph } from '../src/model/parse-graph.ts';
import { withCollection } from './support/collection.ts';

it("every exported entity is valid in JupiterOne's data model, and the export can be imported as it is", () =>
  withCollection({ users: 60, faults: { unknownKeys: true } }, async ({ store, collect }) => {
    await collect({ tagAccountName: 'Example' });
    const ajv = new Ajv({ strict: false, allErrors: true });
    registerFormats(ajv as never);
    registerSchemas(ajv as never);
    let text = '';
    for await (const piece of exportJson(store, { raw: true })) text += piece;

    const graph = JSON.parse(text) as { entities: ({ _class: string[]; _key: string } & Record<string, unknown>)[] };
    for (const entity of graph.entities) {
      for (const name of entity._class) {
        const validate = ajv.getSchema(`#${name}`);
        expect(validate, name).toBeDefined();
        expect(validate?.(entity) ? [] : validate?.errors, entity._key).toEqual([]);
      }
      expect(entity['tag.AccountName']).toBe('Example');
    }
    expect(parseGraph(text, 'export').entities).toHaveLength(graph.entities.length);
  }));

it('the package names no registry', async () => {
  expect(await readFile('package-lock.json', 'utf8')).not.toMatch(/"resolved": *"http/);
});
