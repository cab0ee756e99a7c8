import type { Name, Path } from '../ast.ts';
import { isKeyword } from '../words.ts';

const WORD = /^[A-Za-z_\p{L}][\w\p{L}\p{M}\p{N}]*$/u;
const SEGMENT = /^[@\w\p{L}][\w\p{L}\p{M}\p{N}]*$/u;

/** Whether a word begins something else than a path: `date.now`, `true`. */
const isOther = (word: string): boolean => isKeyword(word) || word.toLowerCase() === 'date';

/**
 * A property or `alias.property`, with brackets only where a segment cannot do without. In brackets a dot is part of the name;
 * without them it is the same name in more segments, unless the first segment is looked up as an alias.
 */
export function printPath({ segments, all }: Path, first: 'alias' | 'property'): string {
  const printed = segments.map(({ text, bracketed }, index) => {
    if (!bracketed) return text;
    const parts = text.split('.');
    const isFirst = index === 0;
    const isPlain = parts.every((part) => SEGMENT.test(part)) && (!isFirst || (WORD.test(parts[0] as string) && !isOther(parts[0] as string) && (first === 'property' || parts.length === 1)));
    const afterDate = index === 1 && segments[0]?.text.toLowerCase() === 'date';
    return isPlain && !afterDate ? text : `[${text}]`;
  });
  return [...printed, ...(all ? ['*'] : [])].join('.');
}

/** A property's name as it is written behind WITH. */
export const printProperty = (name: string): string => printPath({ kind: 'path', segments: [{ text: name, bracketed: true, span: { start: 0, end: 0 } }], all: false, span: { start: 0, end: 0 } }, 'property');

/** A property's name as it is written behind `alias.`. */
export const printBehindAlias = (name: string): string => (name.split('.').every((part) => SEGMENT.test(part)) ? name : `[${name}]`);

/** A text in single quotes; in double ones if it holds a single one and no double one. */
export function quote(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  // A backslash stands for itself unless what follows could be escaped.
  const escaped = text.replace(/\\(?=['"\\]|$)/g, '\\\\').replaceAll(mark, `\\${mark}`);
  return `${mark}${escaped}${mark}`;
}

/** The name of a column behind AS. */
export const printColumnName = ({ text }: Name): string => (WORD.test(text) && !isKeyword(text) ? text : quote(text));
