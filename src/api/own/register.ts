import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { ApiContext } from '../context.ts';
import { aboutRoutes } from './about.ts';
import { accessRoutes } from './access.ts';
import { alertRoutes } from './alerts.ts';
import { backupRoute } from './backup.ts';
import { channelRoutes } from './channels.ts';
import { eventRoutes } from './events.ts';
import { instanceRoutes } from './instances.ts';
import { jobRoutes } from './jobs.ts';
import { modelRoutes } from './model.ts';
import { newsRoute } from './news.ts';
import { overviewRoutes } from './overview.ts';
import { peopleRoutes } from './people.ts';
import { queryRoutes } from './query.ts';
import { questionRoutes } from './questions.ts';
import { ruleRoutes } from './rules.ts';

/** An app whose schemas are zod's. */
export type OwnApp = ReturnType<typeof withZod>;
const withZod = (app: FastifyInstance) => app.withTypeProvider<ZodTypeProvider>();

/** This program's own API, for its page and its command line. */
export function registerOwn(app: FastifyInstance, context: ApiContext): void {
  const own = withZod(app);
  for (const routes of [
    instanceRoutes,
    jobRoutes,
    eventRoutes,
    ruleRoutes,
    alertRoutes,
    channelRoutes,
    newsRoute,
    accessRoutes,
    backupRoute,
    queryRoutes,
    overviewRoutes,
    questionRoutes,
    modelRoutes,
    peopleRoutes,
    aboutRoutes,
  ])
    routes(own, context);
}
