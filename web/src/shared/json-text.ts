/** What a text is as JSON; undefined while it is none. */
export function parsedJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** What somebody types into a field that may hold anything: a list or an object is written as JSON, everything else is text. */
export function typedValue(text: string): unknown {
  const parsed = /^\s*[[{]/.test(text) ? parsedJson(text) : undefined;
  return parsed ? parsed.value : text;
}

/** The same back. */
export const typedText = (value: unknown): string => (value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value));
