import type { ApiContext } from '../context.ts';
import type { KindsOf } from './body/csv.ts';
import type { ValueKind } from './body/csv-cell.ts';
import { DroppedFiles } from './drop-place.ts';
import { IntegrationJobs } from './integration-jobs.ts';
import { JobBook } from './job-book.ts';
import { Leftovers } from './leftovers.ts';

/** What the routes of synchronization jobs work with. */
export interface Desk {
  readonly context: ApiContext;
  readonly book: JobBook;
  readonly runs: IntegrationJobs;
  readonly files: DroppedFiles;
  readonly leftovers: Leftovers;
  /** Kinds of values that the graph has now, by type and property. */
  readonly kindsOf: () => Promise<KindsOf>;
}

export function createDesk(context: ApiContext): Desk {
  const book = new JobBook(context.store.records);
  const runs = new IntegrationJobs(context);
  const files = new DroppedFiles(context.dataDir);
  return {
    context,
    book,
    runs,
    files,
    leftovers: new Leftovers({ context, book, files, runs }),
    kindsOf: async () => {
      const { types } = await context.store.catalog();
      const known = new Map<string, ValueKind[]>();
      for (const { kind, type, columns } of types)
        for (const column of columns) {
          const key = `${kind}\u0000${type}\u0000${column.property}`;
          known.set(key, [...(known.get(key) ?? []), column.kind]);
        }
      return (kind, type, property) => known.get(`${kind}\u0000${type}\u0000${property}`) ?? [];
    },
  };
}
