import { z } from 'zod';
import { failureOf, hasStored } from '../../collect/freshness.ts';
import { type ScopeStatus, scopeStatuses } from '../../collect/scope-status.ts';
import { fitting, LIST_BYTES } from '../bounds.ts';
import { defineTool, iso, time } from '../tool.ts';

const step = z.object({
  id: z.string(),
  status: z.string(),
  reason: z.string().optional(),
  completeOn: time.optional().describe('when it was last complete; absent: never'),
  stale: z.boolean().describe('what the graph holds of it is older than the last run'),
});

export const status = defineTool({
  name: 'status',
  title: 'How fresh and complete the graph is',
  description:
    'When each Zoom account was last collected, which steps of that were complete, partial, skipped (and why) or failed, and how much there is. Call it before you say that something is not there, and tell how old an answer is.',
  input: {},
  output: {
    now: time,
    location: z.string().describe('where the graph is kept'),
    entities: z.number(),
    relationships: z.number(),
    instances: z.array(
      z.object({
        name: z.string(),
        scope: z.string(),
        lastRun: z
          .object({ status: z.string(), startedOn: time, endedOn: time.optional().describe('absent: it runs, or was killed'), error: z.string().optional() })
          .optional()
          .describe('absent of what was imported'),
        lastGoodOn: time.optional().describe('when the last run began that brought something'),
        steps: z.array(step),
        entities: z.record(z.string(), z.number()),
        relationships: z.record(z.string(), z.number()),
      }),
    ),
    cut: z.boolean(),
  },
  async run(_, { graph, now }) {
    const { store } = graph;
    const [{ entities, relationships }, scopes] = [await store.info(), await scopeStatuses(store, await graph.names())];
    const instances = fitting(scopes.map(told), LIST_BYTES);
    return { now: iso(now), location: store.location, entities, relationships, instances, cut: instances.length < scopes.length };
  },
});

function told({ instance, name = instance, last, runs, steps, entities, relationships }: ScopeStatus) {
  const good = runs.find(hasStored);
  const error = last === undefined ? undefined : failureOf(last);
  return {
    name,
    scope: instance,
    ...(last ? { lastRun: { status: last.status, startedOn: iso(last.startedOn), ...(last.endedOn === undefined ? {} : { endedOn: iso(last.endedOn) }), ...(error === undefined ? {} : { error }) } } : {}),
    ...(good ? { lastGoodOn: iso(good.startedOn) } : {}),
    steps: steps.map(({ id, status: state, reason, completeOn, stale }) => ({
      id,
      status: state,
      ...(reason === undefined ? {} : { reason }),
      ...(completeOn === undefined ? {} : { completeOn: iso(completeOn) }),
      stale,
    })),
    entities,
    relationships,
  };
}
