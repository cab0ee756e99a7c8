import { GraphZoomError, messageOf } from './errors.ts';

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const FORBIDDEN = new Set(['EACCES', 'EPERM', 'EROFS']);
const NO_FOLDER = new Set(['ENOTDIR', 'EEXIST', 'ENOENT']);

/** What the file system refused, as an error of ours: a full disk or a folder without permission is no defect. Anything else as it is. */
export function explainSystemError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof GraphZoomError) return error;
  const { code, path: file } = error as NodeJS.ErrnoException;
  if (code === undefined) return error;
  const where = file === undefined ? '' : ` ${file}`;
  if (FULL.has(code)) return new GraphZoomError('store-full', `The disk is full: cannot write${where || ' to the data directory'} (${code}).`, { cause: error });
  if (FORBIDDEN.has(code) && file !== undefined)
    return new GraphZoomError('store-broken', `No permission to use${where} (${code}).`, { hint: 'Give yourself the right to read and write there, or choose another folder with --data-dir.', cause: error });
  if (NO_FOLDER.has(code) && file !== undefined)
    return new GraphZoomError('store-broken', `Cannot use${where}: ${messageOf(error)}.`, { hint: 'Check the path; --data-dir or GRAPH_ZOOM_HOME names the folder where the graph is kept.', cause: error });
  if (code === 'EMFILE' || code === 'ENFILE') return new GraphZoomError('store-broken', `The system allows no more open files (${code}).`, { hint: 'Raise the limit (ulimit -n) and try again.', cause: error });
  return error;
}
