import { note } from './output.ts';

/** Opens an address in the browser of whoever sits here; where that cannot be, says so. */
export async function openBrowser(url: string): Promise<void> {
  const { default: open } = await import('open');
  try {
    // What starts the browser may end with an error of its own, and may be missing.
    (await open(url)).on('error', () => note('No browser could be opened; open the address yourself.'));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    note(`No browser could be opened (${error.message}); open the address yourself.`);
  }
}
