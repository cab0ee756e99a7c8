import { camelCase } from '../model/define.ts';
import type { PropertyValue } from '../model/graph.ts';

type Properties = Record<string, PropertyValue>;

/**
 * The leaves of one of Zoom's objects as flat properties: every key, declared or not, under the camelCase of its dotted path.
 * `null` and empty objects say nothing and give nothing; lists of objects become lists of JSON texts.
 */
export function flatten(value: Readonly<Record<string, unknown>>, prefix = '', into: Properties = {}): Properties {
  for (const [key, child] of Object.entries(value)) {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    if (isObject(child)) flatten(child, path, into);
    else {
      const leaf = leafValue(child);
      const name = leaf === undefined ? '' : camelCase(path);
      // `_type` would take the place of `type`: the name without ornament has it.
      const taken = key.startsWith('_') && name in into;
      if (leaf !== undefined && name !== '' && !taken) into[name] = leaf;
    }
  }
  return into;
}

/** Epoch milliseconds of Zoom's ISO time; undefined when it is absent, empty or not a time. */
export function timeOf(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : time;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function leafValue(value: unknown): PropertyValue | undefined {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return value;
  if (!Array.isArray(value)) return undefined;
  if (value.every((item) => typeof item === 'string')) return value;
  if (value.every((item) => typeof item === 'number')) return value;
  if (value.every((item) => typeof item === 'boolean')) return value;
  return value.map((item) => (typeof item === 'string' ? item : JSON.stringify(item)));
}
