/** Text that is HTML already. */
export class Html {
  constructor(readonly text: string) {}
}

/** HTML with every value escaped, but for what is HTML already; a list is put together. */
export function html(parts: TemplateStringsArray, ...values: readonly unknown[]): Html {
  return new Html(parts.map((part, index) => part + (index < values.length ? shown(values[index]) : '')).join(''));
}

const shown = (value: unknown): string =>
  value instanceof Html ? value.text : Array.isArray(value) ? value.map(shown).join('') : value === undefined || value === null || value === false ? '' : escapeHtml(String(value));

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
