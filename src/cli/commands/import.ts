import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { GraphZoomError, messageOf } from '../../lib/errors.ts';
import { tallyText } from '../../lib/tally-text.ts';
import type { Store } from '../../store/store.ts';
import { note, print, printJson } from '../output.ts';
import { examples, withStore } from '../with-store.ts';

/** Objects given to the sync together. */
const BATCH = 2_000;

/** `import FILE --scope S`: a graph in the SDK's shape; what the scope held before and the file does not have is deleted. */
export function addImport(program: Command): void {
  program
    .command('import')
    .description("import entities and relationships from a JSON file in the SDK's shape")
    .argument('<file>', '{"entities":[...],"relationships":[...]}; "-" is standard input')
    .requiredOption('--scope <S>', 'what the file is the whole content of: members it no longer has are deleted')
    .option('--json', 'print the changes as one JSON document')
    .addHelpText('after', examples('graph-zoom import people.json --scope hr', 'graph-zoom export --instance zoom | graph-zoom --data-dir other import - --scope copy'))
    .action(async (file: string, options: { scope: string; json?: boolean }, command: Command) => {
      if (options.scope.trim() === '') throw new GraphZoomError('usage', 'The scope has no name.', { hint: 'Name what the file is the whole content of, such as --scope hr.' });
      const { parseGraph } = await import('../../model/parse-graph.ts');
      const graph = parseGraph(await read(file), file);
      await withStore(command, async ({ store }) => {
        await refuseInstance(store, options.scope);
        const on = Date.now();
        const sync = await store.beginSync({ scope: options.scope, source: 'api', on });
        for (let i = 0; i < graph.entities.length; i += BATCH) await sync.entities(graph.entities.slice(i, i + BATCH));
        for (let i = 0; i < graph.relationships.length; i += BATCH) await sync.relationships(graph.relationships.slice(i, i + BATCH));
        const result = await sync.commit({ completeTypes: '*' });
        const report = { scope: options.scope, changes: { entities: result.entities, relationships: result.relationships }, dangling: result.dangling };
        await store.runs.save({ id: randomUUID(), scope: options.scope, startedOn: on, endedOn: Date.now(), status: 'complete', report });
        if (options.json) return printJson(report);
        print(`Imported into scope "${options.scope}": entities ${tallyText(result.entities)}; relationships ${tallyText(result.relationships)}.`);
        if (result.dangling > 0) note(`${result.dangling} relationships were left out: one of their ends is not in the graph.`);
      });
    });
}

/** A file must not take the place of what a collection keeps: everything that it does not have would be deleted. */
async function refuseInstance(store: Store, scope: string): Promise<void> {
  const collected = (await store.runs.list({ scope })).some((run) => run.report === null || (typeof run.report === 'object' && 'steps' in run.report));
  if (collected) throw new GraphZoomError('usage', `"${scope}" is an instance that \`graph-zoom collect\` fills.`, { hint: 'Import into a scope of another name.' });
}

async function read(file: string): Promise<string> {
  try {
    return file === '-' ? await text(process.stdin) : await readFile(file, 'utf8');
  } catch (error) {
    throw new GraphZoomError('file-invalid', `Cannot read ${file}: ${messageOf(error)}`, { hint: 'Check the path.', cause: error });
  }
}
