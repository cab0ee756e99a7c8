import type { Command } from 'commander';
import { print, printJson } from '../output.ts';
import { parseSince } from '../since.ts';
import { examples, withStore } from '../with-store.ts';

/** `changes`: created, updated and deleted, with old and new values. */
export function addChanges(program: Command): void {
  program
    .command('changes')
    .description('what was created, updated and deleted, with old and new values')
    .option('--since <T>', 'a span (24h, 7d, 2w), a date, or "yesterday"; default: since the last run began')
    .option('--instance <NAME>', 'only this instance or scope')
    .option('--limit <N>', 'at most so many, newest first', (n) => Number.parseInt(n, 10), 1000)
    .option('--json', 'print one JSON array')
    .addHelpText('after', examples('graph-zoom changes', 'graph-zoom changes --since 7d --json'))
    .action(async (options: { since?: string; instance?: string; limit: number; json?: boolean }, command: Command) => {
      await withStore(command, async ({ store }) => {
        const { renderChanges } = await import('../render/changes.ts');
        const scope = options.instance === undefined ? {} : { scope: options.instance };
        const last = (await store.runs.list({ ...scope, limit: 1 }))[0];
        const since = options.since === undefined ? (last?.startedOn ?? 0) : parseSince(options.since, Date.now());
        const changes = await store.changes({ since, ...scope, limit: options.limit });
        if (options.json) printJson(changes);
        else print(changes.length === 0 ? `Nothing changed since ${new Date(since).toISOString()}.` : renderChanges(changes));
      });
    });
}
