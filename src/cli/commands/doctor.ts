import type { Command } from 'commander';
import { credentialsOf, loadEnvironment } from '../../config.ts';
import { EXIT } from '../../lib/errors.ts';
import { colors, print, printJson } from '../output.ts';
import { examples } from '../with-store.ts';

/** `doctor`: token, scopes, each endpoint once, and what each gap costs. */
export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('check credentials, scopes and every endpoint, and say what each gap costs')
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples('graph-zoom doctor', 'graph-zoom doctor --json'))
    .action(async (options: { json?: boolean }) => {
      const env = loadEnvironment();
      credentialsOf(env);
      const [{ createClient }, { probe }] = await Promise.all([import('../../app.ts'), import('../../collect/probe.ts')]);
      const client = createClient(env);
      try {
        const result = await probe(client);
        if (options.json) printJson(result);
        else await show(result);
        process.exitCode = result.probes.some((p) => p.status !== 'ok' && !p.optional) ? EXIT.incomplete : EXIT.done;
      } finally {
        await client.close();
      }
    });
}

async function show(result: Awaited<ReturnType<typeof import('../../collect/probe.ts').probe>>): Promise<void> {
  const { table, safe } = await import('../render/table.ts');
  const marks = { ok: colors.green('ok'), 'missing-scope': colors.yellow('missing scope'), refused: colors.yellow('refused'), failed: colors.red('failed') };
  print(`Token: ok. Scopes: ${result.scopes === undefined ? 'not told by Zoom (ready access token)' : result.scopes.map(safe).join(' ')}\n`);
  print(
    table(
      ['answer', 'for', 'status', 'what to do'],
      result.probes.map((p) => [p.endpoint, p.purpose, marks[p.status], safe(p.detail ?? '')]),
    ),
  );
  const gaps = result.probes.filter((p) => p.status !== 'ok');
  if (gaps.length === 0) return print('\nEverything can be read. Next: graph-zoom collect');
  print(`\nWithout it:\n${gaps.map((p) => `  ${p.endpoint}${p.optional ? ' (optional)' : ''}: not in the graph: ${p.purpose}`).join('\n')}`);
}
