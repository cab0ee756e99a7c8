import { homedir } from 'node:os';

/** A path as a person types it in a shell: `~` for the home folder, quotes where it needs them. */
export function shellPath(file: string): string {
  const home = homedir();
  const short = file.startsWith(`${home}/`) ? `~${file.slice(home.length)}` : file;
  return /^[\w./~:@%+=-]+$/.test(short) ? short : `'${file.replaceAll("'", "'\\''")}'`;
}
