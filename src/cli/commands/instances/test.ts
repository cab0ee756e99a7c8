import type { Command } from 'commander';
import { EXIT } from '../../../lib/errors.ts';
import { print, printJson } from '../../output.ts';
import { examples } from '../../with-store.ts';
import { administering, named } from './session.ts';

/** `instances test`: what doctor does, with the account's own credentials. */
export function addTest(instances: Command): void {
  instances
    .command('test')
    .description('ask Zoom whether the account can be read, each endpoint once, as doctor does')
    .argument('<name>', 'name or id')
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples('graph-zoom instances test Acme'))
    .action((name: string, options: { json?: boolean }, command: Command) =>
      administering(command, async (opened) => {
        const [{ ratesOf, renderDoctor }, { commandFor }] = await Promise.all([import('../../render/doctor.ts'), import('../../instances/find-instance.ts')]);
        const instance = await named(opened, name);
        const { plan = opened.env.ZOOM_PLAN, rateShare = opened.env.ZOOM_RATE_SHARE } = instance.config;
        const limits = { plan: plan as typeof opened.env.ZOOM_PLAN, share: Number(rateShare) };
        const result = { ...limits, rates: ratesOf(limits.plan, limits.share), ...(await opened.administration.test(instance.config, instance.id)) };
        if (options.json) printJson(result);
        else print(renderDoctor(result, commandFor('run', instance)));
        process.exitCode = result.probes.some((p) => p.status !== 'ok' && !p.optional) ? EXIT.incomplete : EXIT.done;
      }),
    );
}
