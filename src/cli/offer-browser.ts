import { openBrowser } from './open-browser.ts';
import { note } from './output.ts';

/** On a terminal: Enter opens the page, signed in, as often as one likes. Gives what ends the offer; elsewhere there is none. */
export function offerBrowser(loginUrl: () => Promise<string>): () => void {
  const { stdin } = process;
  if (!stdin.isTTY || !process.stderr.isTTY) return () => {};
  note('\nPress Enter to open it in your browser.');
  const onLine = () => void loginUrl().then(openBrowser);
  stdin.on('data', onLine);
  return () => {
    stdin.off('data', onLine);
    stdin.pause();
  };
}
