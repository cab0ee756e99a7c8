import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../../src/lib/clock.ts';
import { followPeople } from '../../src/people/follow.ts';
import { importPeople } from '../../src/people/import-people.ts';
import { openDuckdbStore } from '../../src/store/dialects/duckdb/open.ts';
import type { Store } from '../../src/store/store.ts';
import { exampleText } from './j1ql/answer.ts';
import { EXAMPLES } from './j1ql/examples.ts';
import { EMPLOYEES, EXAMPLE_NOW, LOOKS } from './j1ql/organisation.ts';
import { HEAD } from './markdown.ts';

const CLOCK = { ...systemClock, now: () => EXAMPLE_NOW };

/** Gives work the company of the examples, in a real store. */
async function withCompany<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(path.join(tmpdir(), 'graph-zoom-examples-'));
  const store = followPeople(await openDuckdbStore(directory, { clock: CLOCK }), CLOCK, (error) => {
    throw error;
  });
  try {
    for (const { on, entities, relationships } of LOOKS) {
      const sync = await store.beginSync({ scope: 'zoom', source: 'api', on });
      await sync.entities(entities);
      await sync.relationships(relationships);
      await sync.commit({ completeTypes: '*' });
    }
    await importPeople(store, EMPLOYEES, { partial: false, on: EXAMPLE_NOW });
    return await work(store);
  } finally {
    await store.close();
    await rm(directory, { recursive: true, force: true });
  }
}

/** The page of examples, each with the answer that the program gives. */
export const examplesFiles = (): Promise<Record<string, string>> =>
  withCompany(async (store) => {
    const sections: string[] = [];
    for (const { title, about, examples } of EXAMPLES) {
      const texts: string[] = [];
      for (const example of examples) texts.push(await exampleText(store, example));
      sections.push(`## ${title}\n\n${about === '' ? '' : `${about}\n\n`}${texts.join('\n')}`);
    }
    const count = EXAMPLES.flatMap(({ examples }) => examples).length;
    const page = `${HEAD}# J1QL by example

${count} queries about a small invented company, Marram Ferries, with the answers that graph-zoom gives: they are asked anew whenever this page is made. How the language is used, and where it differs from JupiterOne's, is in [Ask in J1QL](../j1ql.md); what can be asked for is in the [data model](data-model.md). Lists and trees are shown by name.

${sections.join('\n')}`;
    return { 'docs/reference/j1ql-examples.md': page };
  });
