import { z } from 'zod';
import { hasStored } from '../../collect/freshness.ts';
import { parseSince } from '../../lib/since.ts';
import type { Change, Store } from '../../store/store.ts';
import { fitting, LIST_BYTES } from '../bounds.ts';
import { changed, changedProperties } from '../changed.ts';
import { defineTool, iso, time } from '../tool.ts';

/** Changes that are read to be counted. */
const MOST_READ = 5_000;
const MOST = 500;
const USUAL = 50;

export const changes = defineTool({
  name: 'changes',
  title: 'What changed',
  description: 'What was created, updated and deleted, newest first, with old and new values; for all or for one entity. `counts` also covers what is not listed. The first collection of an account creates everything.',
  input: {
    since: z.string().max(50).optional().describe('a span (90m, 24h, 7d, 2w), "today", "yesterday", or a date such as 2026-01-31; default: since the last good collection began, or ever where a key is given'),
    key: z.string().max(1_000).optional().describe('only this entity or relationship, by its _key'),
    operation: z.enum(['created', 'updated', 'deleted']).optional(),
    limit: z.number().int().min(1).max(MOST).default(USUAL),
  },
  output: {
    since: time,
    counts: z.array(z.object({ operation: z.string(), type: z.string(), count: z.number() })),
    changes: z.array(
      z.object({
        on: time,
        operation: z.string(),
        kind: z.string(),
        type: z.string(),
        key: z.string(),
        name: z.string(),
        scope: z.string(),
        from: z.string().optional(),
        to: z.string().optional(),
        ...changedProperties,
      }),
    ),
    total: z.number().describe(`how many there are, counted up to ${MOST_READ}`),
    cut: z.boolean().describe('not all are listed: give a later since, a key, an operation or a higher limit'),
  },
  async run({ since, key, operation, limit }, { graph: { store }, now }) {
    const from = since === undefined ? (key === undefined ? await lastGood(store) : 0) : parseSince(since, now, 'since');
    const read = await store.changes({ since: from, ...(key === undefined ? {} : { key }), ...(operation === undefined ? {} : { operation }), limit: MOST_READ });
    const shown = fitting(read.slice(0, limit).map(told), LIST_BYTES);
    return { since: iso(from), counts: counted(read), changes: shown, total: read.length, cut: shown.length < read.length || read.length === MOST_READ };
  },
});

/** When the last run began that has changed something, or could have. */
const lastGood = async (store: Store): Promise<number> => (await store.runs.list()).find(hasStored)?.startedOn ?? 0;

const told = ({ on, operation, kind, type, key, displayName, scope, fromKey, toKey, properties }: Change) => ({
  on: iso(on),
  operation,
  kind,
  type,
  key,
  name: displayName,
  scope,
  ...(fromKey === undefined ? {} : { from: fromKey }),
  ...(toKey === undefined ? {} : { to: toKey }),
  ...changed(properties),
});

function counted(all: readonly Change[]) {
  const counts = new Map<string, { operation: string; type: string; count: number }>();
  for (const { operation, type } of all) {
    const one = counts.get(`${operation} ${type}`) ?? { operation, type, count: 0 };
    one.count += 1;
    counts.set(`${operation} ${type}`, one);
  }
  return [...counts.values()];
}
