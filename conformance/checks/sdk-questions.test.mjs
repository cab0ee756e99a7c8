import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { binary, execute } from '../lib/sdk.mjs';
import { account, key, url } from '../lib/target.mjs';

const integration = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'integration');
const validate = (file, apiKey = key) => execute(binary('j1-integration'), ['validate-question-file', '-p', path.join(integration, file), '-a', account, '-k', apiKey, '--api-base-url', url]);

describe('j1-integration validate-question-file (SDK 8.41)', () => {
  test('a file of good questions is valid', async () => {
    const { code, output } = await validate('questions.yaml');
    assert.equal(code, 0, output);
    assert.match(output, /Successfully validated managed question file!/);
  });

  test('of a file with a wrong query, the query is named', async () => {
    const { code, output } = await validate('wrong-questions.yaml');
    assert.notEqual(code, 0);
    assert.match(output, /Queries failed to validate/);
    assert.match(output, /WITH WITH mfaEnabled/);
    assert.doesNotMatch(output, /mfaEnabled != true/);
  });

  test('a wrong key validates nothing', async () => {
    const { code, output } = await validate('questions.yaml', 'no-such-key');
    assert.notEqual(code, 0);
    assert.doesNotMatch(output, /Successfully/);
  });
});
