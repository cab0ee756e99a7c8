import { InvalidArgumentError } from 'commander';
import { z } from 'zod';
import type { Variable } from '../../j1ql/plan/context.ts';

const scalar = z.union([z.string(), z.number(), z.boolean()]);
export const variables = z.record(z.string(), z.union([scalar, z.null(), z.array(scalar)]));

/** Collects `--param name=value`: numbers, booleans and lists as JSON writes them, anything else is a text. */
export function takeParameter(text: string, before: Record<string, Variable> = {}): Record<string, Variable> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('It must be name=value.');
  return { ...before, [text.slice(0, at)]: valueOfParameter(text.slice(at + 1)) };
}

function valueOfParameter(text: string): Variable {
  if (!/^(?:-?\d|true$|false$|null$|\[|")/.test(text)) return text;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return text; // such as 2026-01-31: it only began like a number
  }
  const value = variables.safeParse({ value: parsed });
  return value.success ? (value.data.value as Variable) : text;
}
