import { z } from 'zod';
import type { PropertyDef } from '../../model/define.ts';
import { ENTITY_TYPES } from '../../model/index.ts';
import { count } from '../../store/ask.ts';
import type { ApiContext } from '../context.ts';
import type { Answers } from './answers.ts';
import { createLately } from './lately.ts';
import type { OwnApp } from './register.ts';

const reader = { config: { needs: 'reader' as const } };
const TYPE = /^[a-z][a-z0-9_]*$/;
const usualInput = z.strictObject({
  type: z.string().max(200).regex(TYPE),
  properties: z
    .array(
      z
        .string()
        .max(200)
        .regex(/^[A-Za-z][A-Za-z0-9.]*$/),
    )
    .max(1_000),
});

/** What properties mean, and which value most have. */
export function modelRoutes(app: OwnApp, context: ApiContext): void {
  const { store, clock } = context;
  const lately = createLately(context);
  app.get('/api/model', { ...reader, schema: { summary: 'Every property of the data model with its meaning and where Zoom says it' } }, (): Answers['GET /api/model'] => ({
    types: Object.fromEntries(
      ENTITY_TYPES.map(({ type, description, properties }) => [
        type,
        {
          description,
          properties: (properties as readonly PropertyDef[])
            .filter(({ sensitive }) => sensitive !== true)
            .map((one) => ({ name: one.name, type: one.type, description: one.description, ...(one.from === undefined ? {} : { from: one.from }) })),
        },
      ]),
    ),
  }));

  app.post('/api/usual', { ...reader, schema: { summary: 'The value that most entities of a type have, by property', body: usualInput } }, (request): Promise<Answers['POST /api/usual']> => {
    const { type, properties } = request.body;
    return lately(`usual ${type} ${[...properties].sort().join(' ')}`, async () => ({ values: await store.usual(type, properties), total: await count(store, `FIND ${type}`, { now: clock.now() }) }));
  });
}
