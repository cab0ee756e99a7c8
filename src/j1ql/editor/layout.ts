/** What a formatted query is made of. */
export type Part = Clause | Group;
export interface Clause {
  readonly kind: 'clause';
  readonly head: string;
  /** What follows the head: may be broken into lines, in front of AND and OR and behind commas. */
  readonly items: readonly string[];
  readonly glue: string;
  readonly comments: readonly string[];
}
/** An optional part: `(`, its steps, `)? AS alias`. */
export interface Group {
  readonly kind: 'group';
  readonly parts: readonly Part[];
  readonly tail: string;
  readonly comments: readonly string[];
}

const WIDTH = 80;

/** One line if all fits, else a line for each part, all but the first indented. */
export function layOut(parts: readonly Part[]): string {
  const line = parts.map(oneLine).join(' ');
  if (fits(line, 0)) return line;
  return parts.map((part, index) => (index === 0 ? lines(part, 0) : lines(part, 2))).join('\n');
}

const fits = (line: string, indent: number): boolean => !line.includes('\n') && line.length + indent <= WIDTH;

const commented = (text: string, comments: readonly string[]): string => [text, ...comments].join(' ');

function oneLine(part: Part): string {
  if (part.kind === 'group') return commented(`(${part.parts.map(oneLine).join(' ')}${part.tail}`, part.comments);
  return commented(part.items.length > 0 ? `${part.head} ${part.items.join(part.glue)}` : part.head, part.comments);
}

function lines(part: Part, indent: number): string {
  const blanks = ' '.repeat(indent);
  const line = oneLine(part);
  if (fits(line, indent)) return blanks + line;
  if (part.kind === 'group') return [`${blanks}(`, ...part.parts.map((inner) => lines(inner, indent + 2)), commented(blanks + part.tail, part.comments)].join('\n');
  if (part.items.length < 2) return blanks + line;
  const inner = `\n${blanks}  `;
  const items = part.glue === ', ' ? part.items.join(`,${inner}`) : part.items.join(`${inner}${part.glue.trim()} `);
  return commented(`${blanks}${part.head}${inner}${items}`, part.comments);
}
