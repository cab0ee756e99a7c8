import { ApiError } from '../../api-error.ts';

/** Where an object stands in what was uploaded, for errors. */
export interface Place {
  /** `entities`, `relationships`, ... */
  readonly list: string;
  readonly index: number;
  readonly key: unknown;
}

const LONGEST = 120;
/** A value as errors quote it. */
export const quoted = (value: unknown): string => {
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
};

/** The error of one object: it names the object and, where one is to blame, the property. */
export const problem = (code: string, { list, index, key }: Place, message: string): ApiError => new ApiError(400, code, `${list}[${index}]${typeof key === 'string' ? ` (_key ${quoted(key)})` : ''}: ${message}`);
