/** One command of a shell line: its words, without quotes, assignments and redirections. */
export type Words = readonly string[];

/** What ends a command; the longer ones first. */
const OPERATORS = ['&&', '||', '|', ';', '&', '(', ')', '\n'];
const REDIRECTION = /^(?:\d*>>?|<)(?:&\d)?/;

/**
 * The commands of a shell text as documentation writes it: comments, quotes, `\` at the end of a line, pipes, redirections,
 * assignments before a command, and commands inside `$( … )`. No shell is asked, for nothing is to be run.
 */
export const shellCommands = (text: string): Words[] => commandsOf(text.replace(/\\\n\s*/g, ' '));

function commandsOf(text: string): Words[] {
  const found: Words[] = [];
  let words: string[] = [];
  let word: string | undefined;
  let skip = false;
  const endWord = () => {
    if (word !== undefined && !skip) words.push(word);
    if (word !== undefined) skip = false;
    word = undefined;
  };
  const endCommand = () => {
    endWord();
    const first = words.findIndex((one) => !/^[A-Za-z_]\w*=/.test(one));
    if (first >= 0) found.push(words.slice(first));
    words = [];
  };
  for (let at = 0; at < text.length; at++) {
    const rest = text.slice(at);
    const char = rest[0] as string;
    const operator = OPERATORS.find((one) => rest.startsWith(one));
    const redirection = word === undefined ? REDIRECTION.exec(rest)?.[0] : undefined;
    if (/[^\S\n]/.test(char)) endWord();
    else if (char === '#' && word === undefined) at += rest.search(/$|\n/) - 1;
    else if (rest.startsWith('$(')) {
      const end = closing(text, at + 2);
      found.push(...commandsOf(text.slice(at + 2, end)));
      word = `${word ?? ''}substituted`;
      at = end;
    } else if (redirection !== undefined) {
      skip = !redirection.includes('&');
      at += redirection.length - 1;
    } else if (operator !== undefined) {
      endCommand();
      at += operator.length - 1;
    } else if (char === "'" || char === '"') {
      const [inside, length] = quoted(rest);
      found.push(...(char === '"' ? [...inside.matchAll(/\$\(([^()]*)\)/g)].flatMap(([, command = '']) => commandsOf(command)) : []));
      word = `${word ?? ''}${inside}`;
      at += length - 1;
    } else if (char === '\\') {
      word = `${word ?? ''}${rest[1] ?? ''}`;
      at++;
    } else word = `${word ?? ''}${char}`;
  }
  endCommand();
  return found;
}

/** The text in quotes at the beginning, and how long it is with them. */
function quoted(text: string): [inside: string, length: number] {
  const quote = text[0];
  let inside = '';
  for (let at = 1; at < text.length; at++) {
    if (text[at] === quote) return [inside, at + 1];
    if (text[at] === '\\' && quote === '"' && /["\\$`]/.test(text[at + 1] ?? '')) at++;
    inside += text[at];
  }
  throw new Error(`A quotation that does not end: ${text}`);
}

/** Where the bracket closes that was open before `from`. */
function closing(text: string, from: number): number {
  let open = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '(') open++;
    if (text[at] === ')' && --open === 0) return at;
  }
  throw new Error(`A bracket that does not close: ${text}`);
}
