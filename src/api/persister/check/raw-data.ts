import type { RawData } from '../../../model/graph.ts';
import { type Place, problem, quoted } from './problem.ts';

/** Deeper raw data is no answer of an API. */
const DEEPEST = 200;

/** The SDK's list `[{name, rawData}]`, or the Node client's map `{name: {body, contentType}}`, as the list. */
export function rawDataOf(value: unknown, place: Place): RawData[] | undefined {
  if (value === undefined || value === null) return undefined;
  const entries = Array.isArray(value) ? value.map((entry) => fromList(entry, place)) : typeof value === 'object' ? Object.entries(value).map(([name, entry]) => fromMap(name, entry, place)) : undefined;
  if (entries === undefined) throw problem('INVALID_RAW_DATA', place, '_rawData is neither a list of {name, rawData} nor a map of {body, contentType}.');
  if (entries.length === 0) return undefined;
  const names = new Set(entries.map(({ name }) => name));
  if (names.size < entries.length) throw problem('DUPLICATE_RAW_DATA_NAME', place, '_rawData has two entries of one name.');
  return entries;
}

function fromList(entry: unknown, place: Place): RawData {
  const { name, rawData } = (entry ?? {}) as { name?: unknown; rawData?: unknown };
  return checked(name, rawData, place);
}

function fromMap(name: string, entry: unknown, place: Place): RawData {
  const { body, contentType } = (entry ?? {}) as { body?: unknown; contentType?: unknown };
  const text = typeof body === 'string' && (contentType === undefined || /\bjson\b/i.test(String(contentType)));
  const raw = checked(name, text ? (parsed(body) ?? body) : body, place);
  return typeof contentType === 'string' && !/\bjson\b/i.test(contentType) ? ({ ...raw, contentType } as RawData) : raw;
}

function checked(name: unknown, rawData: unknown, place: Place): RawData {
  if (typeof name !== 'string' || name === '') throw problem('INVALID_RAW_DATA', place, '_rawData has an entry without a name.');
  if (rawData === undefined || rawData === null || (typeof rawData !== 'string' && typeof rawData !== 'object') || Array.isArray(rawData))
    throw problem('INVALID_RAW_DATA', place, `_rawData ${quoted(name)} is no object and no text.`);
  if (isDeeper(rawData, DEEPEST)) throw problem('INVALID_RAW_DATA', place, `_rawData ${quoted(name)} is nested more than ${DEEPEST} deep.`);
  return { name, rawData };
}

/** A JSON object in a text; undefined for any other text, which is kept as it is. */
function parsed(text: string): object | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined; // a text, then
  }
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  for (const key in value) if (isDeeper((value as Record<string, unknown>)[key], levels - 1)) return true;
  return false;
}
