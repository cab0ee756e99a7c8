import { messageOf } from './errors.ts';

/** Where a text stops being JSON, counted from 1: the runtime's message leaves the place out for some mistakes, and quotes the file. */
export function jsonErrorAt(text: string): { line: number; column: number } {
  let good = 0;
  let bad = text.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (mayGoOn(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  const before = text.slice(0, good).split('\n');
  return { line: before.length, column: (before.at(-1) as string).length + 1 };
}

/** Whether a text is the beginning of some JSON: it is whole, or the only fault is that it ends. */
function mayGoOn(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const position = / at position (\d+)/.exec(messageOf(error));
    return position ? Number(position[1]) >= text.length : /end of JSON input/.test(messageOf(error));
  }
}
