import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { startFakeZoom } from '../src/fake-zoom/server.ts';

/** Answers of the real API; they lie beside the checkout and are not part of it. */
const FOLDER = process.env.GRAPH_ZOOM_RECORDINGS ?? '../shared/recordings';

interface Recording {
  readonly request: { readonly method: string; readonly path: string };
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** The shape of a value: keys, types and nesting, without the values. */
const shape = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shape(value[0])];
  if (value !== null && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, shape(child)]));
  return typeof value;
};

describe.skipIf(!existsSync(FOLDER))(`the fake Zoom answers as the real one did (recordings: ${FOLDER})`, () => {
  const files = (existsSync(FOLDER) ? readdirSync(FOLDER) : []).filter((file) => file.endsWith('.json'));
  const recordings = files.map((file) => JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as Recording);

  for (const { request, status, headers, body } of recordings.filter(({ request }) => /settings|groups$|roles$|members/.test(request.path)))
    it(`${request.method} ${request.path}`, async () => {
      const fake = await startFakeZoom({ users: 40, plan: 'pro' });
      try {
        const { org } = fake.world;
        const people = Array.from({ length: 40 }, (_, i) => org.person(i)).filter((p) => p?.status === 'active');
        const someone = people.find((p) => p?.licensed === request.path.includes('Owner') && p.roleId === (request.path.includes('Owner') ? '0' : '2'));
        const group = org.groups.find((g) => (g.name.startsWith('Contractors') ? !memberExpected(body) : memberExpected(body)));
        const url = request.path
          .replace(/\/users\/[^/]+/, `/users/${someone?.id}`)
          .replace(/\/groups\/[^/]+/, `/groups/${group?.id}`)
          .replace('/roles/1/', '/roles/1/');
        const token = (await (
          await fetch(`${fake.oauthUrl}/token`, {
            method: 'POST',
            headers: { authorization: `Basic ${Buffer.from(`${fake.credentials.clientId}:${fake.credentials.clientSecret}`).toString('base64')}` },
            body: new URLSearchParams({ grant_type: 'account_credentials', account_id: fake.credentials.accountId }),
          })
        ).json()) as { access_token: string };

        const answer = await fetch(`${fake.url}${url}`, { headers: { authorization: `Bearer ${token.access_token}` } });

        expect(answer.status).toBe(status);
        for (const name of Object.keys(headers)) expect(answer.headers.get(name), name).toBe(headers[name]);
        const got = (await answer.json()) as { members?: unknown[] };
        // The invented account has more members: compared is one with the recorded member's keys, or none where there was none.
        const expected = (body as { members?: object[] }).members;
        if (expected)
          got.members = (got.members ?? [])
            .filter(
              (member) =>
                expected.length > 0 &&
                Object.keys(member as object)
                  .sort()
                  .join() ===
                  Object.keys(expected[0] as object)
                    .sort()
                    .join(),
            )
            .slice(0, 1);
        expect(shape(got)).toEqual(shape(body));
      } finally {
        await fake.close();
      }
    });

  it('finds the recordings', () => expect(recordings.length).toBeGreaterThan(15));
});

const memberExpected = (body: unknown): boolean => ((body as { members?: unknown[] }).members?.length ?? 0) > 0;
