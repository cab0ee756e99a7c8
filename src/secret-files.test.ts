import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { loadEnvironment } from './config.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'graph-zoom-secrets-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string) => {
  writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
};

it('takes a secret from the file that NAME_FILE names, without the line break that editors add', () => {
  const env = loadEnvironment({ ZOOM_CLIENT_SECRET_FILE: file('client-secret', 'a-secret-for-tests\n'), GRAPH_ZOOM_API_KEY_FILE: '' });
  expect([env.ZOOM_CLIENT_SECRET, env.GRAPH_ZOOM_API_KEY]).toEqual(['a-secret-for-tests', undefined]);
});

it('holds what stands in a file to the same rules, and does not repeat it', () => {
  const wrong = () => loadEnvironment({ ZOOM_CLIENT_SECRET_FILE: file('quoted', '"a-secret-for-tests"') });
  expect(wrong).toThrow(/ZOOM_CLIENT_SECRET: there are quotes around it/);
  expect(wrong).not.toThrow(/a-secret-for-tests/);
});

it('refuses a file that is not there, and a secret that is given twice', () => {
  expect(() => loadEnvironment({ GRAPH_ZOOM_SECRET_KEY_FILE: path.join(folder, 'nowhere') })).toThrow(/GRAPH_ZOOM_SECRET_KEY_FILE is ".*nowhere", which cannot be read: ENOENT/);
  expect(() => loadEnvironment({ ZOOM_CLIENT_ID: 'one', ZOOM_CLIENT_ID_FILE: file('client-id', 'other') })).toThrow('Both ZOOM_CLIENT_ID and ZOOM_CLIENT_ID_FILE are set.');
});
