import type { Evaluation } from '../../rules/alerting.ts';
import { ApiError } from '../api-error.ts';
import type { ApiContext } from '../context.ts';
import { openStream, wantsStream } from './event-stream.ts';
import type { OwnApp } from './register.ts';

/** What happens to rules and alerts, while it happens: for pages that watch. What happened before is in the lists. */
export function newsRoute(app: OwnApp, context: ApiContext): void {
  const { alerting, platform, log } = context;
  const open = new Set<() => void>();
  // Streams have no end of their own that a stopping server could wait for.
  app.addHook('preClose', async () => {
    for (const end of open) end();
  });

  app.get(
    '/api/events',
    { config: { needs: 'reader' }, exposeHeadRoute: false, schema: { summary: 'A stream of events, `alert-changed`, `rule-evaluated` and `job-changed`, while they happen; needs `Accept: text/event-stream`' } },
    async (request, reply) => {
      if (!wantsStream(request)) throw new ApiError(406, 'NOT_ACCEPTABLE', 'This is a stream of events.', 'Ask with `Accept: text/event-stream`. What happened is at /api/alerts and /api/rules/{id}/history.');
      const { write, alive, onEnd, end } = openStream(reply, context, open);
      onEnd(
        alerting.events.on('alert-changed', ({ alert: { last, found: _found, story: _story, ...alert }, transition, reason }) => write('alert-changed', { alert: { ...alert, last: brief(last) }, transition, reason })),
        platform.events.on('job-changed', ({ id, instanceId, status }) => write('job-changed', { id, instanceId, status })),
        alerting.events.on('rule-evaluated', (evaluation) => write('rule-evaluated', brief(evaluation))),
      );
      write('open', {});
      alive().catch((error: unknown) => {
        log.error({ err: error }, 'a stream of events broke off');
        end();
      });
      return reply;
    },
  );
}

/** An evaluation in numbers: who entered and left is asked for where it is shown. */
const brief = ({ queries, actions: _actions, conditions: _conditions, outputs: _outputs, ...evaluation }: Evaluation) => ({
  ...evaluation,
  queries: queries.map(({ name, total, status, counts }) => ({ name, total, status, counts })),
});
