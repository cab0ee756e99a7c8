import type { Command } from 'commander';
import { hasStored } from '../../collect/freshness.ts';
import { parseSince } from '../../lib/since.ts';
import { wholeNumber } from '../numbers.ts';
import { note, print, printJson } from '../output.ts';
import { PROGRAM } from '../program-name.ts';
import { scopeFilter } from '../scope-filter.ts';
import { examples, withStore } from '../with-store.ts';

/** `changes`: created, updated and deleted, with old and new values. */
export function addChanges(program: Command): void {
  program
    .command('changes')
    .description('what was created, updated and deleted, with old and new values')
    .option('--since <T>', 'a span (90m, 24h, 7d, 2w), "today", "yesterday", or a date; default: since the last good run began')
    .option('--instance <NAME>', 'only this instance or scope')
    .option('--limit <N>', 'at most so many, newest first', wholeNumber(1), 1000)
    .option('--json', 'print one JSON array')
    .addHelpText('after', examples('graph-zoom changes', 'graph-zoom changes --since yesterday', 'graph-zoom changes --since 7d --json'))
    .action(async (options: { since?: string; instance?: string; limit: number; json?: boolean }, command: Command) => {
      await withStore(command, async (session) => {
        const { store } = session;
        const [{ renderChanges }, { moment }] = await Promise.all([import('../render/changes.ts'), import('../render/time.ts')]);
        const scope = await scopeFilter(session, options.instance);
        const last = (await store.runs.list(scope)).find(hasStored);
        const since = options.since === undefined ? (last?.startedOn ?? 0) : parseSince(options.since, Date.now());
        const changes = await store.changes({ since, ...scope, limit: options.limit });
        if (options.json) printJson(changes);
        else print(changes.length === 0 ? (last === undefined ? `Nothing was collected yet. Next: ${PROGRAM} collect (or ${PROGRAM} demo).` : `Nothing changed since ${moment(since)}.`) : renderChanges(changes));
        if (changes.length === options.limit) note(`Only the newest ${options.limit} are listed; --limit N gives more.`);
      });
    });
}
