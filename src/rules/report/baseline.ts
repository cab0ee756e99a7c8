import { z } from 'zod';
import type { Store } from '../../store/store.ts';
import type { Question } from '../questions/define.ts';
import { badRows } from './bad-rows.ts';

const VERSION = 1;

/** The file of accepted findings: fingerprints by question, and nobody's name, so that it may lie in a repository. */
const BASELINE = z.object({ graphZoomBaseline: z.literal(VERSION), accepted: z.record(z.string(), z.array(z.string().regex(/^[0-9a-f]{32}$/))) });

/** Accepts every BAD row that there is now; a question a line, so that a change can be read. */
export async function* baselinePieces(store: Pick<Store, 'query'>, questions: readonly Question[], now: number): AsyncGenerator<string> {
  yield `{"graphZoomBaseline":${VERSION},"accepted":{`;
  let between = '\n';
  for (const question of questions.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const found = new Set<string>();
    for await (const { fingerprint } of badRows(store, question, now)) found.add(fingerprint);
    if (found.size === 0) continue;
    yield `${between}${JSON.stringify(question.id)}:${JSON.stringify([...found].sort())}`;
    between = ',\n';
  }
  yield '\n}}\n';
}

/** Reads such a file; undefined where it is none. */
export function parseBaseline(json: unknown): Map<string, ReadonlySet<string>> | undefined {
  const { success, data } = BASELINE.safeParse(json);
  return success ? new Map(Object.entries(data.accepted).map(([id, fingerprints]) => [id, new Set(fingerprints)])) : undefined;
}
