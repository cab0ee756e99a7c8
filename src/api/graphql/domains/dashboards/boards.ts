import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Records } from '../../../../store/store.ts';
import { codedError } from '../../codes.ts';
import type { Asking } from '../../domain.ts';

const COLLECTION = 'dashboard';
/** Dashboards there may be, and widgets and parameters of one. */
const MOST = 500;
const MOST_PARTS = 200;

const text = z.string().nullish();
const layoutItem = z.object({ i: z.string(), x: z.number(), y: z.number(), w: z.number(), h: z.number(), static: z.boolean().nullish(), moved: z.boolean().nullish() });
const layout = z.array(layoutItem).max(MOST_PARTS).nullish();
const layouts = z.object({ xs: layout, sm: layout, md: layout, lg: layout, xl: layout });
const query = z.object({ id: text, name: text, query: text });
/** What clients read back has a type; everything else is kept as it comes. */
const widget = z.looseObject({
  id: z.string().min(1).max(200).optional(),
  title: text,
  description: text,
  type: text,
  questionId: text,
  noResultMessage: text,
  includeDeleted: z.boolean().nullish(),
  config: z.looseObject({ queries: z.array(query).max(50).nullish(), disableQueryPolicyFilters: z.boolean().nullish() }).nullish(),
});
const parameter = z.looseObject({
  label: text,
  name: text,
  options: z.array(z.unknown()).max(MOST_PARTS).nullish(),
  valueType: text,
  type: text,
  disableCustomInput: z.boolean().nullish(),
  requireValue: z.boolean().nullish(),
});
const strings = z.array(z.string()).max(MOST_PARTS).nullish();
const own = {
  type: text,
  category: text,
  supportedUseCase: text,
  resourceGroupId: text,
  published: z.boolean().nullish(),
  starred: z.boolean().nullish(),
  publishedToUserIds: strings,
  publishedToGroupIds: strings,
  groupIds: strings,
  userIds: strings,
  scopeFilters: z.array(z.unknown()).max(MOST_PARTS).nullish(),
  layouts: layouts.nullish(),
};
const newBoard = z.looseObject({ ...own, name: z.string().min(1).max(500), widgets: z.array(widget).max(MOST_PARTS).nullish() });
const boardPatch = z.looseObject({ ...own, dashboardId: z.string(), name: z.string().min(1).max(500).nullish() });
const newParameter = parameter.extend({ dashboardId: z.string(), name: z.string().min(1) });
const parameterPatch = parameter.extend({ id: z.string() });

export const SHAPES = { newBoard, boardPatch, widget, newParameter, parameterPatch };

export interface Part {
  readonly id: string;
  readonly [key: string]: unknown;
}
export interface Board {
  readonly id: string;
  readonly name: string;
  readonly userId: string;
  readonly widgets: readonly Part[];
  readonly parameters: readonly Part[];
  readonly _createdAt: number;
  readonly _timeUpdated: number;
  readonly [key: string]: unknown;
}

/** Reads an input; the first thing that is wrong with it is told. */
export function readInput<T>(shape: z.ZodType<T>, given: unknown): T {
  const read = shape.safeParse(given);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw codedError('BAD_USER_INPUT', `${issue?.path.join('.') || 'The input'}: ${issue?.message ?? 'has another shape'}.`);
}

export const listBoards = async (records: Records): Promise<Board[]> => (await records.list<Board>(COLLECTION, { order: 'oldest', limit: MOST })).map(({ value }) => value);

/** The text is what terraform looks for (reference/jupiterone-platform.md, section 3.1, trap 9). */
export async function findBoard(records: Records, id: string): Promise<Board> {
  const board = await records.get<Board>(COLLECTION, id);
  if (!board) throw codedError('NOT_FOUND', `Dashboard with id ${id} not found`);
  return board.value;
}

export async function findParameter(records: Records, id: string): Promise<{ board: Board; parameter: Part }> {
  for (const board of await listBoards(records)) {
    const found = board.parameters.find((one) => one.id === id);
    if (found) return { board, parameter: found };
  }
  throw codedError('NOT_FOUND', `Dashboard parameter with id ${id} not found`);
}

export const saveBoard = async ({ api }: Pick<Asking, 'api'>, board: Board): Promise<Board> => {
  const saved = { ...board, _timeUpdated: api.clock.now() };
  await api.store.records.write([{ collection: COLLECTION, id: board.id, on: board._createdAt, value: saved }]);
  return saved;
};

export const dropBoard = (records: Records, id: string): Promise<void> => records.write([{ collection: COLLECTION, id, value: undefined }]);

export async function makeBoard({ api, caller }: Pick<Asking, 'api' | 'caller'>, given: z.infer<typeof newBoard>): Promise<Board> {
  if ((await listBoards(api.store.records)).length >= MOST) throw codedError('BAD_USER_INPUT', `There are ${MOST} dashboards; there may be no more.`);
  const now = api.clock.now();
  const widgets = (given.widgets ?? []).map((one) => asPart(one));
  return { published: false, starred: false, ...given, id: randomUUID(), userId: caller.id, widgets, parameters: [], _createdAt: now, _timeUpdated: now };
}

/** A widget or parameter with an id of its own. */
export const asPart = (given: Readonly<Record<string, unknown>>): Part => ({ ...given, id: typeof given.id === 'string' ? given.id : randomUUID() });

export function withPart(parts: readonly Part[], part: Part): Part[] {
  if (parts.length >= MOST_PARTS) throw codedError('BAD_USER_INPUT', `A dashboard has at most ${MOST_PARTS} of these.`);
  return [...parts.filter(({ id }) => id !== part.id), part];
}
