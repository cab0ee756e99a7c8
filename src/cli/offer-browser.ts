import { messageOf } from '../lib/errors.ts';
import { openBrowser } from './open-browser.ts';
import { note } from './output.ts';

/** On a terminal: Enter opens the page, signed in, as often as one likes. Gives what ends the offer; elsewhere there is none. */
export function offerBrowser(loginUrl: () => Promise<string>): () => void {
  const { stdin } = process;
  if (!stdin.isTTY || !process.stderr.isTTY) return () => {};
  note('\nPress Enter to open it in your browser.');
  const onLine = () =>
    loginUrl()
      .then(openBrowser)
      .catch((error: unknown) => note(`It cannot be opened: ${messageOf(error)}`));
  stdin.on('data', onLine);
  return () => {
    stdin.off('data', onLine);
    stdin.pause();
  };
}
