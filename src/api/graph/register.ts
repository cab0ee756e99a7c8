import type { FastifyInstance } from 'fastify';
import type { ApiContext } from '../context.ts';
import { registerDataModel } from './data-model.ts';
import { registerEntity } from './entity.ts';
import { registerLists } from './lists.ts';
import { registerValidate } from './validate.ts';

/** The graph as JupiterOne's REST API gives it (reference/jupiterone-platform.md, section 2.2). */
export function registerGraph(app: FastifyInstance, context: ApiContext): void {
  registerLists(app, context);
  registerEntity(app, context);
  registerValidate(app, context);
  registerDataModel(app);
}
