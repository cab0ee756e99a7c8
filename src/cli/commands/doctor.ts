import type { Command } from 'commander';
import { credentialsOf, loadEnvironment } from '../../config.ts';
import { EXIT } from '../../lib/errors.ts';
import { note, print, printJson } from '../output.ts';
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
      const { kind } = credentialsOf(env);
      const [{ createClient }, { probe }, { ratesOf, renderDoctor }] = await Promise.all([import('../../app.ts'), import('../../collect/probe.ts'), import('../render/doctor.ts')]);
      if (process.stderr.isTTY) note('Asking Zoom ...'); // a host that does not answer takes a while
      const client = createClient(env);
      try {
        const result = { credentials: kind, plan: env.ZOOM_PLAN, share: env.ZOOM_RATE_SHARE, rates: ratesOf(env.ZOOM_PLAN, env.ZOOM_RATE_SHARE), ...(await probe(client)) };
        if (options.json) printJson(result);
        else print(renderDoctor(result));
        process.exitCode = result.probes.some((p) => p.status !== 'ok' && !p.optional) ? EXIT.incomplete : EXIT.done;
      } finally {
        await client.close();
      }
    });
}
