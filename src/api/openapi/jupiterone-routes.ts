/** What a route is for whose contract is JupiterOne's: their bodies are not zod's but their clients' own, of several versions. */
export interface Described {
  readonly summary: string;
  /** A body that is accepted, as an example. */
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, string>>;
  /** Who may, where the handler decides it. */
  readonly who?: string;
}

const JOBS = '/persister/synchronization/jobs';
const FLAGS = { ignoreDuplicates: 'true: of objects with the same key the last one holds, in place of an error', ignoreIllegalProperties: 'true: properties that are not allowed are left out, in place of an error' };
const LIST = { limit: 'how many at most', includeDeleted: 'true: also what was deleted', cursor: 'endCursor of the answer before' };
const ENTITY = { _key: 'person-1', _type: 'acme_person', _class: 'Person', displayName: 'Ada Byron' };
const RELATIONSHIP = { _key: 'a|has|b', _type: 'acme_account_has_person', _class: 'HAS', _fromEntityKey: 'account-1', _toEntityKey: 'person-1' };
const UPLOADERS = 'Needs the role administrator, or a key for the instance.';
const GRAPHQL: Described = {
  summary: "JupiterOne's GraphQL; one operation, or a list of them",
  who: 'Needs the role reader; some fields need more, as docs/reference/graphql.md says of each.',
  body: { query: 'query ($query: String!) { queryV1(query: $query) { type data } }', variables: { query: 'FIND zoom_user' } },
};

export const JUPITERONE_ROUTES: Readonly<Record<string, Described>> = {
  [`POST ${JOBS}`]: { summary: 'Opens a synchronization job', who: UPLOADERS, body: { source: 'api', scope: 'my-people', syncMode: 'DIFF' } },
  [`GET ${JOBS}/:id`]: { summary: 'A synchronization job with its counters', who: UPLOADERS },
  [`POST ${JOBS}/:id/entities`]: { summary: 'Uploads entities, as JSON, YAML or CSV', who: UPLOADERS, body: { entities: [ENTITY] }, query: FLAGS },
  [`POST ${JOBS}/:id/relationships`]: { summary: 'Uploads relationships, as JSON, YAML or CSV', who: UPLOADERS, body: { relationships: [RELATIONSHIP] }, query: FLAGS },
  [`POST ${JOBS}/:id/upload`]: {
    summary: 'Uploads both, and what is to be deleted',
    who: UPLOADERS,
    body: { entities: [ENTITY], relationships: [], deleteEntities: [{ _id: '…' }], deleteRelationships: [] },
    query: FLAGS,
  },
  [`POST ${JOBS}/:id/uploadUrl`]: { summary: 'An address for one large file, valid for an hour', who: UPLOADERS },
  [`POST ${JOBS}/:id/finalize`]: { summary: 'Writes what was uploaded to the graph, all of it or nothing', who: UPLOADERS, body: { partialDatasets: { types: [] } } },
  [`POST ${JOBS}/:id/abort`]: { summary: 'Gives the job up', who: UPLOADERS, body: { reason: 'no longer needed' } },
  [`POST ${JOBS}/:id/events`]: { summary: 'Adds to what the job says', who: UPLOADERS, body: { events: [{ name: 'step_start', description: 'Starting' }] } },
  'PUT /persister/uploads/:id/:token': { summary: 'Puts a file at an upload address; the address is the permission' },
  'GET /entities': { summary: 'All entities, by page', query: LIST },
  'GET /relationships': { summary: 'All relationships, by page', query: LIST },
  'GET /entities/:id': { summary: 'One entity' },
  'GET /entities/:id/raw-data': { summary: 'What its source said of an entity' },
  'GET /entities/:id/raw-data-versions': { summary: 'Which versions of it there are' },
  'GET /entities/:id/raw-data/:name/versions': { summary: 'Which versions of one part there are' },
  'GET /entities/:id/raw-data/:name/versions/latest': { summary: 'One part, as it was last' },
  'POST /j1ql/validate': { summary: 'Which queries are right', body: { queries: ['FIND zoom_user'] } },
  'GET /data-model/schemas/classes': { summary: 'The schemas of the data model, by class' },
  'POST /graphql': GRAPHQL,
  'POST /rules/graphql': GRAPHQL,
  'POST /': GRAPHQL,
  'GET /deferred/:token': { summary: 'The result of a deferred query; the address is the permission' },
};
