/** RE2 repeats nothing more often. */
const MOST_REPEATS = 1000;

/**
 * A JavaScript pattern as RE2 reads it, which takes time in proportion to the text whatever the pattern. Undefined where RE2 has
 * no such thing: look-around, back-references, and repetitions beyond its bound.
 */
export function toRe2(pattern: string, flags: string): string | undefined {
  let out = '';
  let inClass = false;
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i] as string;
    if (c === '\\') {
      const [text, used] = escapeSequence(pattern, i, inClass) ?? [];
      if (text === undefined) return undefined;
      out += text;
      i += (used as number) - 1;
    } else if (inClass) {
      if (c === ']') inClass = false;
      out += c === '[' ? '\\[' : c;
    } else if (c === '[') {
      // [] matches nothing and [^] anything in JavaScript.
      if (pattern.startsWith('[^]', i)) {
        out += '(?s:.)';
        i += 2;
      } else if (pattern.startsWith('[]', i)) {
        out += '[^\\x00-\\x{10FFFF}]';
        i += 1;
      } else {
        inClass = true;
        out += c;
        if (pattern[i + 1] === '^') {
          out += '^';
          i++;
        }
      }
    } else if (c === '(' && pattern[i + 1] === '?') {
      if (/^\(\?(?:=|!|<=|<!)/.test(pattern.slice(i))) return undefined;
      const named = /^\(\?<(\w+)>/.exec(pattern.slice(i));
      out += named ? `(?P<${named[1]}>` : '(?:';
      i += named ? (named[0] as string).length - 1 : 2;
    } else if (c === '{') {
      const repeat = /^\{(\d+)(?:,(\d*))?\}/.exec(pattern.slice(i));
      // A brace that repeats nothing is itself.
      if (!repeat) out += '\\{';
      else if (Math.max(Number(repeat[1]), Number(repeat[2] || 0)) > MOST_REPEATS) return undefined;
      else {
        out += repeat[0];
        i += repeat[0].length - 1;
      }
    } else if (c === '}') out += '\\}';
    else if (c === '.' && !flags.includes('s')) out += '[^\\n\\r\\x{2028}\\x{2029}]';
    else if (c === '$' && !flags.includes('m')) out += '\\z';
    else if (c === '^' && !flags.includes('m')) out += '\\A';
    else out += c;
  }
  const set = `${flags.includes('i') ? 'i' : ''}${flags.includes('m') ? 'm' : ''}${flags.includes('s') ? 's' : ''}`;
  return `${set ? `(?${set})` : ''}${out}`;
}

const BLANKS = '\\t\\n\\x0B\\f\\r \\x{00A0}\\x{1680}\\x{2000}-\\x{200A}\\x{2028}\\x{2029}\\x{202F}\\x{205F}\\x{3000}\\x{FEFF}';

/** An escape sequence in RE2's spelling, and how many characters it has in JavaScript's. */
function escapeSequence(pattern: string, at: number, inClass: boolean): [string, number] | undefined {
  const c = pattern[at + 1];
  if (c === undefined) return undefined;
  const rest = pattern.slice(at + 1);
  if (/[dDwW]/.test(c)) return [`\\${c}`, 2];
  if (c === 's') return [inClass ? BLANKS : `[${BLANKS}]`, 2];
  if (c === 'S') return inClass ? undefined : [`[^${BLANKS}]`, 2];
  if (/[bB]/.test(c)) return inClass ? (c === 'b' ? ['\\x08', 2] : undefined) : [`\\${c}`, 2];
  if (/[tnrfv]/.test(c)) return [c === 'v' ? '\\x0B' : `\\${c}`, 2];
  if (c === '0' && !/^0\d/.test(rest)) return ['\\x00', 2];
  if (/[1-9]/.test(c) || /^k</.test(rest)) return undefined;
  const code = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))/.exec(rest);
  if (code) return [`\\x{${code[1] ?? code[2]}}`, 1 + code[0].length];
  const control = /^c([A-Za-z])/.exec(rest);
  if (control) return [`\\x{${((control[1] as string).charCodeAt(0) % 32).toString(16)}}`, 3];
  // Anything else stands for itself.
  const char = String.fromCodePoint(pattern.codePointAt(at + 1) as number);
  return [/\w/.test(char) || (char.codePointAt(0) as number) > 127 ? char : `\\${char}`, 1 + char.length];
}
