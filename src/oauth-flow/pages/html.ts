/** Markup; everything else that is put into markup is escaped. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Value = string | number | Html | undefined | readonly Html[];

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const write = (value: Value): string => {
  if (value === undefined) return '';
  if (value instanceof Html) return value.text;
  return Array.isArray(value) ? value.map(write).join('') : String(value).replace(/[&<>"']/g, (character) => ESCAPES[character] as string);
};

/** A template of markup. */
export const html = (parts: TemplateStringsArray, ...values: readonly Value[]): Html => new Html(String.raw({ raw: parts }, ...values.map(write)));
