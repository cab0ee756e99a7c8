/** Control characters, ends of lines, what turns the direction of a text round, halves of a pair, and what no XML may hold. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
const UNREADABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]|\p{Surrogate}/gu;

/** A text from a stranger as one line that does nothing to whoever reads it, be it a person, a terminal or a program. */
export const plainText = (text: string): string => text.replace(UNREADABLE, '\ufffd');

/** The same of a text that has several lines. */
export const plainLines = (text: string): string => text.split('\n').map(plainText).join('\n');
