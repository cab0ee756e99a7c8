import type { GraphCatalog } from '../sql/catalog.ts';

export interface CompletionSource {
  readonly catalog: GraphCatalog;
  /** What a property of a type means. */
  describe?(type: string, property: string): string | undefined;
  /** Values that entities or relationships of these types have. */
  values?(types: readonly string[], property: string): Promise<readonly (string | number | boolean)[]>;
  readonly smartClasses?: readonly string[];
  readonly parameters?: readonly string[];
}

export interface CompletionItem {
  readonly label: string;
  readonly kind: 'keyword' | 'class' | 'type' | 'verb' | 'property' | 'alias' | 'function' | 'value' | 'smart' | 'parameter';
  readonly detail?: string;
  /** What to write, if it is not the label. */
  readonly apply?: string;
}

/** What may stand in place of the text between two offsets. */
export interface Completion {
  readonly from: number;
  readonly to: number;
  readonly items: readonly CompletionItem[];
}

export const item = (kind: CompletionItem['kind'], label: string, detail?: string, apply?: string): CompletionItem => ({
  label,
  kind,
  ...(detail === undefined ? {} : { detail }),
  ...(apply === undefined || apply === label ? {} : { apply }),
});
export const NOW = item('function', 'date.now', 'the time of the query; date.now - 7 days is a week before');
export const keywords = (...labels: string[]): CompletionItem[] => labels.map((label) => item('keyword', label));
