import { GraphZoomError } from '../lib/errors.ts';

/** A signal that Ctrl-C or a polite kill aborts; a second Ctrl-C ends the process at once. `kept` tells what is not lost; `release` stops listening. */
export function interruptSignal(say: (text: string) => void, kept = 'What was read is kept; the next run goes on from it.'): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(130); // 128 + SIGINT, what shells expect
    say(`Stopping. ${kept} Press Ctrl-C again to end at once.`);
    controller.abort(new GraphZoomError('interrupted', 'The run was interrupted. The graph is as it was before.'));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return {
    signal: controller.signal,
    release: () => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
    },
  };
}
