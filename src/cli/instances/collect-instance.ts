import type { Instance } from '../../platform/platform.ts';
import type { AdministrationSession } from '../administration/with-administration.ts';
import { exitCodeOf } from '../exit-code.ts';
import { print, printJson } from '../output.ts';
import { PROGRAM } from '../program-name.ts';
import { shellWord } from './find-instance.ts';
import { runInstance } from './run-instance.ts';

/** Runs a configured account with its own credentials, and reports as `collect` does. */
export async function collectInstance({ administration, store }: AdministrationSession, instance: Instance, asJson: boolean): Promise<void> {
  const report = await runInstance(administration, instance);
  if (asJson) printJson(report);
  else {
    const { renderReport } = await import('../render/report.ts');
    print(await renderReport(report, store, `${PROGRAM} changes --instance ${shellWord(instance.name)}`, instance.scope));
  }
  process.exitCode = exitCodeOf(report);
}
