import { z } from 'zod';
import { countPosture, postureTrend } from '../../rules/posture.ts';
import { ask, count } from '../../store/ask.ts';
import type { ApiContext } from '../context.ts';
import type { Answers, PrivilegedUser } from './answers.ts';
import { createLately } from './lately.ts';
import type { OwnApp } from './register.ts';

const reader = { config: { needs: 'reader' as const } };
const changesQuery = z.strictObject({ since: z.coerce.number().optional(), until: z.coerce.number().optional(), key: z.string().max(1_000).optional(), limit: z.coerce.number().int().min(1).max(1_000).default(100) });

const changesOf = z.strictObject({ keys: z.array(z.string().max(2_000)).min(1).max(20_000) });
/** Of thousands of keys: years of changes of one screen, and no more than a page can hold. */
const MOST_CHANGES = 50_000;

const usersBy = (value: string, filter = '') => `FIND zoom_user${filter} AS u RETURN COALESCE(${value}, 'unknown') AS name, COUNT(u) AS n ORDER BY n DESC`;
const GROUPED = { status: usersBy('u.status'), licence: usersBy('u.license'), role: usersBy('u.roleName'), signIn: usersBy('UNWIND(u.loginMethods)', ' WITH active = true') } as const;
const PRIVILEGED =
  'FIND zoom_user WITH isAdmin = true AS u RETURN u._id AS id, u._key AS key, u.displayName AS name, u.email AS email, u.roleName AS role, u.status AS status, u.loginMethods AS signIn ORDER BY u.roleId, u.displayName';
const PRIVILEGED_SHOWN = 50;

/** The organisation at a glance, and what changed. */
export function overviewRoutes(app: OwnApp, context: ApiContext): void {
  const { store, clock } = context;
  const lately = createLately(context);
  const rows = async (query: string, pageSize = 100) => {
    const answer = await ask(store, query, { now: clock.now(), pageSize });
    return answer.type === 'table' ? answer.data : [];
  };

  app.get(
    '/api/overview',
    { ...reader, schema: { summary: 'Users by status, licence, role and sign-in, and who is privileged' } },
    (): Promise<Answers['GET /api/overview']> =>
      lately('overview', async () => {
        const [groups, privileged, privilegedTotal, counts] = await Promise.all([
          Promise.all(Object.entries(GROUPED).map(async ([name, query]) => [name, await rows(query)])),
          rows(PRIVILEGED, PRIVILEGED_SHOWN),
          count(store, PRIVILEGED, { now: clock.now() }),
          store.counts(),
        ]);
        return { groups: Object.fromEntries(groups) as Answers['GET /api/overview']['groups'], privileged: privileged as unknown as PrivilegedUser[], privilegedTotal, counts };
      }),
  );

  app.get(
    '/api/posture',
    { ...reader, schema: { summary: 'Settings that matter most: how many users are good, bad and unknown; and how many were bad before' } },
    async (): Promise<Answers['GET /api/posture']> => ({ items: await lately('posture', () => countPosture(store, clock.now())), trend: await postureTrend(store.records) }),
  );

  app.get(
    '/api/changes',
    { ...reader, schema: { summary: 'What was created, updated and deleted, newest first, with old and new values', querystring: changesQuery } },
    async (request): Promise<Answers['GET /api/changes']> => {
      const { since, until, key, limit } = request.query;
      return { items: await store.changes({ limit, ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }), ...(key === undefined ? {} : { key }) }) };
    },
  );
  app.post(
    '/api/changes',
    { ...reader, schema: { summary: 'The same of many keys: entities and relationships', body: changesOf } },
    async (request): Promise<Answers['POST /api/changes']> => ({
      items: await store.changes({ keys: request.body.keys, limit: MOST_CHANGES }),
    }),
  );
}
