import { constants } from 'node:os';
import { GraphZoomError, messageOf } from '../lib/errors.ts';

const ENDS = ['SIGINT', 'SIGTERM'] as const;

/** What the file system refuses, said of the place that was named. Ctrl-C, or a polite kill, ends the process and leaves nothing half written there. */
export async function writingTo(place: string, work: () => Promise<void>): Promise<void> {
  const stop = (signal: NodeJS.Signals) => process.exit(128 + constants.signals[signal]); // what shells expect
  for (const signal of ENDS) process.on(signal, stop);
  try {
    await work();
  } catch (error) {
    if (error instanceof GraphZoomError || (error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw new GraphZoomError('file-invalid', `Cannot write ${place}: ${messageOf(error)}`, { hint: 'Check that the folder exists, may be written and has room.', cause: error });
  } finally {
    for (const signal of ENDS) process.off(signal, stop);
  }
}
