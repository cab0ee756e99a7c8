import { GraphZoomError, messageOf } from '../lib/errors.ts';

/** What the file system refuses, said of the place that was named. */
export async function writingTo(place: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof GraphZoomError || (error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw new GraphZoomError('file-invalid', `Cannot write ${place}: ${messageOf(error)}`, { hint: 'Check that the folder exists, may be written and has room.', cause: error });
  }
}
