import { afterEach, describe, expect, it, vi } from 'vitest';
import { type FakeZoom, startFakeZoom } from '../src/fake-zoom/server.ts';
import { invocationConfig } from '../src/jupiterone/integration/invocation-config.ts';
import type { JobState } from '../src/jupiterone/integration/sdk.ts';
import type { Entity, Relationship } from '../src/model/graph.ts';
import { type Meddle, startMeddlingProxy } from './support/meddling-proxy.ts';

afterEach(() => vi.unstubAllEnvs());

/** Runs the steps one after the other, as the SDK does. Gives what they told, and why steps failed. */
async function run(fake: FakeZoom, apiUrl: string) {
  vi.stubEnv('ZOOM_API_URL', apiUrl);
  vi.stubEnv('ZOOM_OAUTH_URL', fake.oauthUrl);
  vi.stubEnv('ZOOM_PLAN', 'business');
  vi.stubEnv('ZOOM_RATE_SHARE', '1');
  const told = new Map<string, Entity | Relationship>();
  const data = new Map<string, unknown>();
  const add = async (members: readonly (Entity | Relationship)[]) => {
    for (const member of members) told.set(member._key, member);
  };
  const jobState: JobState = {
    setData: async (key, value) => void data.set(key, value),
    getData: async <T>(key: string) => data.get(key) as T | undefined,
    addEntities: add,
    addRelationships: add,
    hasKey: (key) => told.has(key),
  };
  const failures: Record<string, string> = {};
  const instance = { id: 'zoom', name: 'Zoom', config: fake.credentials };
  for (const { id, executionHandler } of invocationConfig.integrationSteps)
    await executionHandler({ instance, jobState, logger: { info: () => {}, publishWarnEvent: () => {} } }).catch((error: Error) => {
      failures[id] = error.message;
    });
  await invocationConfig.afterExecution();
  return { told, failures };
}

/** The steps in front of a fake Zoom, some of whose answers are spoilt. */
async function withSteps(meddle: Meddle, work: (result: Awaited<ReturnType<typeof run>>, account: string) => void): Promise<void> {
  const fake = await startFakeZoom({ plan: 'unlimited', users: 4 });
  const proxy = await startMeddlingProxy(fake.apiUrl, meddle);
  try {
    work(await run(fake, proxy.apiUrl), `zoom_account:${fake.credentials.accountId}`);
  } finally {
    await proxy.close();
    await fake.close();
  }
}

describe('the steps that JupiterOne runs', () => {
  it('tell the account with all of its answers', () =>
    withSteps(
      () => undefined,
      ({ told, failures }, account) => {
        expect(failures).toEqual({});
        expect(told.get(account)).toMatchObject({ _type: 'zoom_account', vendor: 'Zoom' });
        expect(told.get(account)).not.toHaveProperty('lacks');
      },
    ));

  it('leave an account out of which an answer was lost, and say which: a part of it would replace all that JupiterOne knows', () =>
    withSteps(
      (path) => (/lock_settings/.test(path) ? { status: 400, body: { code: 9999, message: 'Not now.' } } : undefined),
      ({ told, failures }, account) => {
        expect(failures).toEqual({ 'fetch-account': expect.stringMatching(/Account locks.*Not now/) });
        expect(told.has(account)).toBe(false);
        expect([...told.values()].filter(({ _fromEntityKey }) => _fromEntityKey === account).length).toBeGreaterThan(4);
      },
    ));

  it('tell an account whose app may not ask for something: that was never known', () =>
    withSteps(
      (path) => (/lock_settings/.test(path) ? { status: 400, body: { code: 4711, message: 'Invalid access token, does not contain scopes:[account:read].' } } : undefined),
      ({ told, failures }, account) => {
        expect(failures).toEqual({});
        expect(told.get(account)).toMatchObject({ lacks: expect.arrayContaining([expect.stringContaining('locks')]) });
      },
    ));
});
