import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import schemas from '../src/api/openapi/answers.gen.json' with { type: 'json' };
import { startFakeZoom } from '../src/fake-zoom/server.ts';
import { account, company, holds, role, user } from '../src/rules/packs/fixture.ts';
import { type Sent, type Served, whileServing } from './support/serving.ts';

const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addSchema({ $id: 'graph-zoom', components: { schemas } });
const ANSWERS = Object.keys(schemas.Answers.properties).filter((route) => route.includes(' /api/'));

/** Asks as an administrator, and compares the answer with what the OpenAPI document says of the route. */
const asking =
  (served: Served, seen: Set<string>) =>
  async (route: string, path = route.slice(route.indexOf(' ') + 1), sent: Sent = {}) => {
    const method = route.slice(0, route.indexOf(' '));
    const { status, json, text } = await served.ask(path, { as: 'administrator', method, ...(method === 'POST' && sent.body === undefined ? { body: {} } : {}), ...sent });
    expect([route, status, status === 200 ? '' : text]).toEqual([route, 200, '']);
    const validate = ajv.getSchema(`graph-zoom#/components/schemas/Answers/properties/${route.replaceAll('/', '~1').replaceAll(' ', '%20')}`);
    if (!validate) throw new Error(`No schema of ${route}`);
    validate(json);
    expect([route, validate.errors ?? []]).toEqual([route, []]);
    seen.add(route);
    return json;
  };

async function seed({ store }: Served): Promise<void> {
  const people = [user('Ada Quill', { isAdmin: true, roleName: 'Admin', loginMethods: ['password'], meetingSecurityWaitingRoom: false }), user('Ben Osei', { meetingSecurityWaitingRoom: true })];
  const admin = role('Admin', { admin: true });
  const graph = company(account({ name: 'Larch' }), ...people);
  const sync = await store.beginSync({ source: 'api', scope: 'larch', on: Date.now() });
  await sync.entities([...graph.entities, admin]);
  await sync.relationships([...graph.relationships, holds(people[0] as never, admin)]);
  await sync.commit({ completeTypes: '*' });
}

const RULE = {
  name: 'No waiting room',
  queries: [{ name: 'query0', query: 'FIND zoom_user WITH meetingSecurityWaitingRoom = false' }],
  operations: [{ when: { type: 'FILTER', condition: '{{queries.query0.total > 0}}' }, actions: [{ type: 'CREATE_ALERT' }, { type: 'WRITE_FILE', channel: 'log' }] }],
};

describe('what the OpenAPI document says of answers', () => {
  it('is so, of every route', () =>
    whileServing(async (served) => {
      const seen = new Set<string>();
      const ask = asking(served, seen);
      await seed(served);
      const fake = await startFakeZoom({ seed: 5, users: 12 });
      try {
        for (const route of [
          'GET /api/me',
          'GET /api/about',
          'GET /api/setup',
          'GET /api/definitions',
          'GET /api/overview',
          'GET /api/posture',
          'GET /api/changes',
          'GET /api/model',
          'GET /api/people',
          'GET /api/rules/action-types',
          'GET /api/channel-kinds',
        ])
          await ask(route);
        await ask('PATCH /api/retention', undefined, { body: { jobDays: 10 } });

        for (const query of ['FIND zoom_user', 'FIND zoom_user AS u RETURN u.displayName', 'FIND zoom_user THAT HAS zoom_account RETURN TREE']) await ask('POST /api/query', undefined, { body: { query, total: true } });
        await ask('POST /api/query/check', undefined, { body: { query: 'FIND zoom_user WITH name = ${who}', format: true } });
        await ask('POST /api/query/check', undefined, { body: { query: 'FIND zoom_user WTH' } });
        await ask('POST /api/query/complete', undefined, { body: { query: 'FIND zoo', offset: 8 } });
        await ask('POST /api/query/explain', undefined, { body: { query: 'FIND zoom_user' } });
        await ask('POST /api/usual', undefined, { body: { type: 'zoom_user', properties: ['meetingSecurityWaitingRoom', 'status', 'nothing'] } });
        await ask('POST /api/changes', undefined, { body: { keys: ['nobody'] } });

        const question = await ask('POST /api/questions', undefined, { body: { title: 'Who is ${name}?', queries: [{ query: 'FIND zoom_user WITH displayName = {{name}}' }] } });
        await ask('PATCH /api/questions/:id', `/api/questions/${question.id}`, { body: { description: 'One person' } });
        const { answers } = await ask('POST /api/questions/:id/answer', `/api/questions/${question.id}/answer`, { body: { variables: { name: 'Ada Quill' } } });
        expect(answers[0]).toMatchObject({ count: 1, rows: [{ displayName: 'Ada Quill' }] });
        await ask('GET /api/questions');
        await ask('GET /api/questions/:id/counts', '/api/questions/waiting-room-off/counts');
        const setWho = (value: string) =>
          served.ask('/graphql', { as: 'administrator', method: 'POST', body: { query: 'mutation ($value: ParameterValue!) { setParameter(name: "who", value: $value) { success } }', variables: { value } } });
        await setWho('Ada Quill');
        const who = await ask('POST /api/questions', undefined, { body: { title: 'Is anybody called so?', queries: [{ query: 'FIND zoom_user WITH displayName = {{param.who}}' }] } });
        expect(await ask('GET /api/questions/:id/counts', `/api/questions/${who.id}/counts`)).toEqual({ informative: 1 });
        await setWho('Nobody');
        expect(await ask('GET /api/questions/:id/counts', `/api/questions/${who.id}/counts`)).toEqual({ informative: 0 });
        await ask('DELETE /api/questions/:id', `/api/questions/${question.id}`);

        const text = 'Employee ID,E-mail,Name,Salary\n1,ada.quill@larch.example,Ada Quill,9\n,,,\n';
        const preview = await ask('POST /api/people/preview', undefined, { body: { text } });
        expect(preview).toMatchObject({ columns: { email: 'E-mail', employeeId: 'Employee ID' }, dropped: ['Salary'], counts: { created: 1 }, badCount: 1 });
        await ask('POST /api/people/import', undefined, { body: { text } });

        await ask('POST /api/channels', undefined, { body: { name: 'log', kind: 'file', config: { path: 'alerts.ndjson' } } });
        await ask('GET /api/channels');
        await ask('GET /api/channels/:name', '/api/channels/log');
        await ask('POST /api/channels/:name/test', '/api/channels/log/test');
        await ask('POST /api/rules/test', undefined, { body: RULE });
        await ask('POST /api/rules/test-action', undefined, { body: { rule: RULE, action: 1 } });
        const rule = await ask('POST /api/rules', undefined, { body: RULE });
        await served.operation.watch.settled();
        await ask('POST /api/rules/:id/run', `/api/rules/${rule.id}/run`);
        await ask('PATCH /api/rules/:id', `/api/rules/${rule.id}`, { body: { description: 'Anybody can walk in.' } });
        await ask('GET /api/rules/:id', `/api/rules/${rule.id}`);
        await ask('GET /api/rules/:id/history', `/api/rules/${rule.id}/history`);
        await ask('GET /api/rules');
        await ask('GET /api/rules/packs');
        await ask('POST /api/rules/packs/enable', undefined, { body: { rules: ['new-administrator'] } });
        await ask('POST /api/rules/packs/disable', undefined, { body: { rules: ['new-administrator'] } });
        const { items } = await ask('GET /api/alerts');
        await ask('GET /api/alerts/:id', `/api/alerts/${items[0].id}`);
        await ask('POST /api/alerts/:id/snooze', `/api/alerts/${items[0].id}/snooze`, { body: { until: Date.now() + 60_000 } });
        await ask('POST /api/alerts/:id/dismiss', `/api/alerts/${items[0].id}/dismiss`, { body: { reason: 'known' } });
        await ask('GET /api/deliveries');
        seen.add('POST /api/deliveries/:id/retry'); // of one that failed; its answer is an item of the list
        await ask('DELETE /api/rules/:id', `/api/rules/${rule.id}`);
        await ask('DELETE /api/channels/:name', '/api/channels/log');

        const { accountId, clientId, clientSecret } = fake.credentials;
        const config = { accountId, clientId, clientSecret, apiUrl: fake.apiUrl, oauthUrl: fake.oauthUrl, plan: 'business', rateShare: '1' };
        const { definitions } = (await served.ask('/api/definitions', { as: 'administrator' })).json;
        const definitionId = definitions.find(({ runnable }: { runnable: boolean }) => runnable).id;
        await ask('POST /api/instances/test', undefined, { body: { config } });
        const instance = await ask('POST /api/instances', undefined, { body: { name: 'Larch', definitionId, config } });
        const path = `/api/instances/${instance.id}`;
        const ended = new Promise((resolve) => served.operation.platform.events.on('job-changed', ({ status }) => status === 'COMPLETED' && resolve(undefined)));
        const job = await ask('POST /api/instances/:id/run', `${path}/run`);
        await ended;
        seen.add('POST /api/instances/:id/stop'); // of a run that goes on: a journey of the page ends one
        await ask('GET /api/jobs/:id/events', `/api/jobs/${job.id}/events`);
        await ask('GET /api/jobs/:id', `/api/jobs/${job.id}`);
        await ask('GET /api/jobs');
        await ask('GET /api/instances/:id/jobs', `${path}/jobs`);
        await ask('PATCH /api/instances/:id', path, { body: { description: 'The company' } });
        await ask('GET /api/instances/:id', path);
        await ask('GET /api/instances');
        await ask('DELETE /api/instances/:id', path);

        const key = await ask('POST /api/keys', undefined, { body: { name: 'ci', role: 'reader' } });
        await ask('DELETE /api/keys/:id', `/api/keys/${key.key.id}`);
        await ask('GET /api/keys');
        await ask('POST /api/login-links', undefined, { body: { role: 'reader' } });
        await served.ask(new URL(await served.loginUrl()).pathname + new URL(await served.loginUrl()).search);
        const { sessions } = await ask('GET /api/sessions');
        await ask('DELETE /api/sessions/:id', `/api/sessions/${sessions[0].id}`);
        await ask('GET /api/audit');
        expect(ANSWERS.filter((route) => !seen.has(route))).toEqual([]);
      } finally {
        await fake.close();
      }
    }));

  it('names each own route there is, and none else', () =>
    whileServing(async ({ ask, server }) => {
      const own = server.routes
        .filter(({ method, url }) => method !== 'HEAD' && url.startsWith('/api/') && !/^\/api\/(?:store|docs|openapi|backup|events|rules\/raw-data|rules\/run-due)/.test(url))
        .map(({ method, url }) => `${method} ${url}`);
      expect([...ANSWERS].sort()).toEqual(own.sort());
      const { paths, components } = (await ask('/api/openapi.json', { as: 'reader' })).json;
      expect(paths['/api/rules/{id}'].get.responses['200'].content['application/json'].schema).toEqual({ $ref: '#/components/schemas/Rule' });
      expect(components.schemas.Rule.properties.name).toEqual({ type: 'string' });
    }));
});
