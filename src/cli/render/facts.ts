import { columnsOf, pad, textWidth, wrap } from './text.ts';

/** Names with what they are, aligned; long ones are broken into lines on a terminal. */
export function facts(lines: readonly (readonly [name: string, value: string] | undefined)[]): string {
  const told = lines.filter((line) => line !== undefined);
  const width = Math.max(0, ...told.map(([name]) => textWidth(name)));
  const columns = columnsOf(process.stdout);
  return told
    .flatMap(([name, value]) => {
      const [first = '', ...more] = value.split('\n').flatMap((line) => (columns === undefined ? [line] : wrap(line, columns - width - 2)));
      return [`${pad(name, width)}  ${first}`, ...more.map((line) => `${' '.repeat(width)}  ${line}`)];
    })
    .join('\n');
}
