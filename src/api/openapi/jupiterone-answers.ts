const JOBS = '/persister/synchronization/jobs';
const JOB = {
  job: {
    id: '6f1c…',
    source: 'api',
    scope: 'my-people',
    accountId: 'graph-zoom',
    status: 'AWAITING_UPLOADS',
    done: false,
    startTimestamp: 1767225600000,
    syncMode: 'DIFF',
    numEntitiesUploaded: 1,
    numEntitiesCreated: 0,
    numEntitiesUpdated: 0,
    numEntitiesDeleted: 0,
    numRelationshipsUploaded: 0,
  },
};
const ENDED = { job: { ...JOB.job, status: 'FINISHED', done: true, endTimestamp: 1767225601000, durationMs: 1000, numEntitiesCreated: 1 } };
const META = { _version: 1, _createdOn: 1767225600000, _beginOn: 1767225600000, _scope: 'my-people', _source: 'api', _accountId: 'graph-zoom', _deleted: false };
const ENTITY = { _id: 'bbae…', _key: 'person-1', _type: 'acme_person', _class: ['Person'], displayName: 'Ada Byron', ...META };
const RELATIONSHIP = {
  _id: 'd8fb…',
  _key: 'a|has|b',
  _type: 'acme_account_has_person',
  _class: 'HAS',
  _fromEntityKey: 'account-1',
  _toEntityKey: 'person-1',
  _fromEntityId: '5c40…',
  _toEntityId: 'bbae…',
  displayName: 'HAS',
  ...META,
};
const VERSION = { beginOn: 1767225600000, contentType: 'application/json', contentLength: 7, createdOn: 1767225600000, deleted: false, versionId: 'AVq9…' };
const GRAPHQL = { data: { queryV1: { type: 'list', data: [{ id: 'bbae…', entity: { _key: 'person-1', displayName: 'Ada Byron' }, properties: {} }] } } };

/**
 * What each of these routes answers, as an example; of long answers the members that matter. An answer has at least these
 * (test/openapi-answers.test.ts asks for all of them).
 */
export const JUPITERONE_ANSWERS: Readonly<Record<string, unknown>> = {
  [`POST ${JOBS}`]: JOB,
  [`GET ${JOBS}/:id`]: JOB,
  [`POST ${JOBS}/:id/entities`]: JOB,
  [`POST ${JOBS}/:id/relationships`]: JOB,
  [`POST ${JOBS}/:id/upload`]: JOB,
  [`POST ${JOBS}/:id/uploadUrl`]: { uploadUrl: 'http://localhost:3000/persister/uploads/6f1c…/J2-l…', expiresAt: 1767229200000 },
  [`POST ${JOBS}/:id/finalize`]: ENDED,
  [`POST ${JOBS}/:id/abort`]: { job: { ...JOB.job, status: 'ABORTED', done: true, endTimestamp: 1767225601000, durationMs: 1000, reason: 'no longer needed' } },
  [`POST ${JOBS}/:id/events`]: { events: [{ id: '7ed0…', name: 'step_start', description: 'Starting', createDate: 1767225600000 }] },
  'PUT /persister/uploads/:id/:token': {},
  'GET /entities': { items: [ENTITY], endCursor: 'WyJl…' },
  'GET /relationships': { items: [RELATIONSHIP], endCursor: 'WyJl…' },
  'GET /entities/:id': ENTITY,
  'GET /entities/:id/raw-data': { entries: { default: VERSION } },
  'GET /entities/:id/raw-data-versions': { entries: { default: [VERSION] } },
  'GET /entities/:id/raw-data/:name/versions': { versions: [VERSION] },
  'GET /entities/:id/raw-data/:name/versions/latest': { name: 'Ada Byron' },
  'POST /j1ql/validate': [
    { query: 'FIND zoom_user', valid: true },
    { query: 'FIND', valid: false, error: { message: 'Error parsing query. Unexpected end of query …', code: 'syntax', line: 1, column: 5, hint: 'Correct what the message points at; …' } },
  ],
  'GET /data-model/schemas/classes': { Person: { $schema: 'http://json-schema.org/draft-07/schema#', $id: '#Person', description: 'An entity that represents an actual person …' } },
  'POST /graphql': GRAPHQL,
  'POST /rules/graphql': GRAPHQL,
  'POST /': GRAPHQL,
  'GET /deferred/:token': { status: 'COMPLETED', type: 'list', data: [{ id: 'bbae…', entity: { _key: 'person-1' }, properties: {} }] },
  'GET /healthz': { status: 'ok' },
  'GET /readyz': { status: 'ok' },
};
