import type { Command } from 'commander';
import { findEntity } from '../find-entity.ts';
import { print, printJson } from '../output.ts';
import { examples, withStore } from '../with-store.ts';

/** `history KEY`: one entity over time. */
export function addHistory(program: Command): void {
  program
    .command('history')
    .description('every version of one entity, with what changed')
    .argument('<key>', "the entity's _key, such as zoom_role:2, or its e-mail address or display name")
    .option('--json', 'print one JSON array of versions')
    .addHelpText('after', examples('graph-zoom history zoom_role:2', 'graph-zoom history jo@example.com', 'graph-zoom history "Jo Doe" --json'))
    .action(async (text: string, options: { json?: boolean }, command: Command) => {
      await withStore(command, async ({ store }) => {
        const key = await findEntity(store, text);
        const versions = await store.history(key);
        if (options.json) return printJson(versions);
        const [{ table, safe }, { moment }] = await Promise.all([import('../render/table.ts'), import('../render/time.ts')]);
        print(`${safe(versions.at(-1)?.entity.displayName ?? key)} (${safe(key)})\n`);
        const rows = versions.map((v) => [
          String(v.version),
          moment(v.beginOn),
          v.endOn === undefined ? 'now' : `${moment(v.endOn)}${v.deleted ? ' (deleted)' : ''}`,
          v.changed
            .map(({ name, old, new: now }) => `${name}: ${JSON.stringify(old) ?? 'unknown'} → ${JSON.stringify(now) ?? 'unknown'}`)
            .map(safe)
            .join('; ') || (v.version === 1 ? 'first seen' : 'seen again'),
        ]);
        print(table(['version', 'from', 'until', 'what changed'], rows, { sentences: true }));
      });
    });
}
