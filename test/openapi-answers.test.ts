import { describe, expect, it } from 'vitest';
import { JUPITERONE_ANSWERS } from '../src/api/openapi/jupiterone-answers.ts';
import { JUPITERONE_ROUTES } from '../src/api/openapi/jupiterone-routes.ts';
import { eventually } from './support/eventually.ts';
import { whileServing } from './support/serving.ts';

const JOBS = '/persister/synchronization/jobs';

/** A value with every leaf replaced by its kind: two answers have one shape where these are the same. */
const shape = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shape);
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, shape(inside)]));
  return expect.any({ string: String, number: Number, boolean: Boolean }[typeof value as string] ?? Object);
};

describe('what the OpenAPI document gives as an example of an answer', () => {
  it('is there for each of JupiterOne’s routes', () => expect(Object.keys(JUPITERONE_ANSWERS)).toEqual(expect.arrayContaining(Object.keys(JUPITERONE_ROUTES))));

  it('has the shape that the server answers with', () =>
    whileServing(async ({ ask }) => {
      const seen = new Set<string>();
      const take = async (route: string, path = route.slice(route.indexOf(' ') + 1), body?: unknown) => {
        const { status, json } = await ask(path, { as: 'administrator', method: route.slice(0, route.indexOf(' ')), ...(body === undefined ? {} : { body }) });
        expect([route, status]).toEqual([route, 200]);
        const example = shape(JUPITERONE_ANSWERS[route]);
        if (route === 'POST /j1ql/validate') expect(json, route).toEqual(example);
        else expect(json, route).toMatchObject(example as object);
        seen.add(route);
        return json;
      };
      const bodyOf = (route: string) => JUPITERONE_ROUTES[route]?.body;

      const person = { _key: 'person-1', _type: 'acme_person', _class: 'Person', displayName: 'Ada Byron', _rawData: [{ name: 'default', rawData: { name: 'Ada Byron' } }] };
      const account = { _key: 'account-1', _type: 'acme_account', _class: 'Account', displayName: 'Acme' };
      const { job } = await take(`POST ${JOBS}`, JOBS, bodyOf(`POST ${JOBS}`));
      const at = (path: string) => `${JOBS}/${job.id}${path}`;
      await take(`POST ${JOBS}/:id/entities`, at('/entities'), { entities: [person] });
      await take(`POST ${JOBS}/:id/upload`, at('/upload'), { entities: [account] });
      await take(`POST ${JOBS}/:id/relationships`, at('/relationships'), bodyOf(`POST ${JOBS}/:id/relationships`));
      await take(`POST ${JOBS}/:id/events`, at('/events'), bodyOf(`POST ${JOBS}/:id/events`));
      await take(`GET ${JOBS}/:id`, at(''));
      await take(`POST ${JOBS}/:id/finalize`, at('/finalize'), {});

      const given = await take(`POST ${JOBS}`, JOBS, bodyOf(`POST ${JOBS}`));
      const { uploadUrl } = await take(`POST ${JOBS}/:id/uploadUrl`, `${JOBS}/${given.job.id}/uploadUrl`, {});
      await take('PUT /persister/uploads/:id/:token', new URL(uploadUrl).pathname, { entities: [] });
      await take(`POST ${JOBS}/:id/abort`, `${JOBS}/${given.job.id}/abort`, bodyOf(`POST ${JOBS}/:id/abort`));

      const { items } = await take('GET /entities', '/entities?limit=1');
      expect(items).toHaveLength(1);
      const id = ((await ask('/entities', { as: 'reader' })).json.items as { _id: string; _key: string }[]).find(({ _key }) => _key === 'person-1')?._id;
      await take('GET /entities/:id', `/entities/${id}`);
      await take('GET /entities/:id/raw-data', `/entities/${id}/raw-data`);
      await take('GET /entities/:id/raw-data-versions', `/entities/${id}/raw-data-versions`);
      await take('GET /entities/:id/raw-data/:name/versions', `/entities/${id}/raw-data/default/versions`);
      await take('GET /entities/:id/raw-data/:name/versions/latest', `/entities/${id}/raw-data/default/versions/latest`);
      await take('POST /j1ql/validate', '/j1ql/validate', { queries: ['FIND zoom_user', 'FIND'] });
      await take('GET /data-model/schemas/classes');
      const query = { query: 'query ($query: String!) { queryV1(query: $query) { type data } }', variables: { query: "FIND acme_person WITH displayName = 'Ada Byron'" } };
      for (const route of ['POST /graphql', 'POST /rules/graphql', 'POST /']) await take(route, undefined, query);
      await take('GET /healthz');
      await take('GET /readyz');

      // Two that need what others left: a second page, and an answer that is ready later.
      const relationships = await ask('/relationships?limit=1', { as: 'reader' });
      expect(relationships.json.items[0]).toMatchObject(shape((JUPITERONE_ANSWERS['GET /relationships'] as { items: unknown[] }).items[0]) as object);
      const forced = await ask('/graphql', { as: 'reader', body: { ...query, query: 'query ($query: String!) { queryV1(query: $query, deferredResponse: FORCE) { type url } }' } });
      const path = new URL(forced.json.data.queryV1.url).pathname;
      await eventually(async () => expect((await ask(path)).json.status).toBe('COMPLETED'));
      await take('GET /deferred/:token', path);

      expect(new Set([...seen, 'GET /relationships'])).toEqual(new Set(Object.keys(JUPITERONE_ANSWERS)));
    }));
});
