import { GraphZoomError, messageOf } from '../../../lib/errors.ts';

/** The one place that turns DuckDB's errors into ours. */
export function translateError(error: unknown, location: string): unknown {
  if (error instanceof GraphZoomError) return error;
  const message = messageOf(error);
  const lock = /Conflicting lock is held in (.+?) \(PID (\d+)\)/.exec(message); // DuckDB's words on a file another process has open
  if (lock || /Could not set lock on file/.test(message)) {
    const owner = lock ? ` (process ${lock[2]})` : '';
    return new GraphZoomError('store-locked', `${location} is in use by another graph-zoom${owner}.`, { cause: error });
  }
  if (/No space left|ENOSPC|disk full|Could not write all bytes|failed to (?:write|sync)|File too large/i.test(message))
    return new GraphZoomError('store-full', `No room to write ${location}: ${firstLine(message)}`, { cause: error });
  if (/Out of Memory/i.test(message)) return new GraphZoomError('store-broken', `The database ran out of memory: ${firstLine(message)}`, { hint: 'Give the machine more memory, or close other programs.', cause: error });
  if (/^(?:IO Error|Serialization Error|Permission|Internal Error|FATAL|INTERNAL)/.test(message)) return new GraphZoomError('store-broken', `${location}: ${firstLine(message)}`, { cause: error });
  return error;
}

const firstLine = (text: string): string => text.split('\n', 1)[0] as string;
