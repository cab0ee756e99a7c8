import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { MemberPage, StoredEntity, StoredRelationship } from '../../store/store.ts';
import { ApiError } from '../api-error.ts';
import type { ApiContext } from '../context.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { accountOf, asFlat } from './flat.ts';

/** What `j1 export` asks for. */
const MOST_ITEMS = 4_000;
const DEFAULT_ITEMS = 1_000;
/** A page is put together in memory; of a larger one the client asks for half (reference/jupiterone-platform.md, section 2.2). */
const MOST_BYTES = 24_000_000;

const querySchema = z.object({
  // Halved again and again it is no whole number any more.
  limit: z.coerce.number().min(0.001).max(MOST_ITEMS).default(DEFAULT_ITEMS),
  includeDeleted: z.enum(['true', 'false', '']).default('false'),
  cursor: z.string().max(100_000).optional(),
});

/** `GET /entities` and `GET /relationships`: the whole graph, page by page. */
export function registerLists(app: FastifyInstance, context: ApiContext): void {
  for (const [path, kind] of [
    ['/entities', 'entity'],
    ['/relationships', 'relationship'],
  ] as const)
    app.get(path, { config: { needs: 'reader' } }, async (request, reply) => {
      const read = querySchema.safeParse(request.query);
      if (!read.success)
        throw new ApiError(400, 'BAD_REQUEST', `${read.error.issues[0]?.path.join('.')}: ${read.error.issues[0]?.message}. The parameters are limit (1 to ${MOST_ITEMS}), includeDeleted (true or false) and cursor.`);
      const limit = Math.max(1, Math.floor(read.data.limit));
      const options = { limit, deleted: read.data.includeDeleted === 'true', ...(read.data.cursor ? { after: readCursor(kind, read.data.cursor) } : {}) };
      const page: MemberPage<StoredEntity | StoredRelationship> = kind === 'entity' ? await context.store.page(kind, options) : await context.store.page(kind, options);
      const account = accountOf(request, context);
      const items: string[] = [];
      let bytes = 0;
      for (const { object, endOn } of page.items) {
        const text = JSON.stringify(asFlat(object, { account, endOn }));
        bytes += text.length;
        if (bytes > MOST_BYTES && limit > 1) throw new ApiError(422, 'PAGE_TOO_LARGE', `A page of ${limit} is more than ${MOST_BYTES / 1e6} MB; ask for fewer.`);
        items.push(text);
      }
      const end = page.next ? `,"endCursor":${JSON.stringify(writeCursor(kind, page.next))}` : '';
      return reply.type('application/json; charset=utf-8').send(`{"items":[${items.join(',')}]${end}}`);
    });
}
