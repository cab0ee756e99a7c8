import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { GraphZoomError, messageOf } from '../../lib/errors.ts';
import type { Rule, RuleInput } from '../../rules/alerting.ts';
import { inputOf } from '../../rules/pack-copies.ts';

export const RULE_FORMATS = ['yaml', 'jupiterone'] as const;
export type RuleFormat = (typeof RULE_FORMATS)[number];

const BY_EXTENSION: Readonly<Record<string, RuleFormat>> = { '.yaml': 'yaml', '.yml': 'yaml', '.json': 'jupiterone' };

/** What a file holds: what its extension says, else what was said, else YAML. */
export const formatOf = (file: string | undefined, said: RuleFormat | undefined): RuleFormat => BY_EXTENSION[path.extname(file ?? '').toLowerCase()] ?? said ?? 'yaml';

/** The rules of a file; `-` is standard input. */
export async function readRules(file: string, said?: RuleFormat): Promise<RuleInput[]> {
  const text = await readText(file);
  const { parseRules, fromJupiterOne } = await import('../../rules/language/index.ts');
  const rules = formatOf(file, said) === 'yaml' ? parseRules(text) : fromJupiterOne(parseJson(text, file));
  if (rules.length === 0) throw new GraphZoomError('file-invalid', `There is no rule in ${nameOf(file)}.`, { hint: 'docs/rules.md shows how one is written.' });
  return rules;
}

/** Rules as a file that `readRules` reads. */
export async function writeRules(rules: readonly Rule[], format: RuleFormat): Promise<string> {
  const { formatRules, toJupiterOne } = await import('../../rules/language/index.ts');
  return format === 'yaml'
    ? formatRules(rules.map(inputOf))
    : `${JSON.stringify(
        rules.map((rule) => toJupiterOne(rule)),
        null,
        2,
      )}\n`;
}

async function readText(file: string): Promise<string> {
  if (file === '-') {
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString('utf8');
  }
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new GraphZoomError('file-invalid', `Cannot read ${file}: ${messageOf(error)}`, { hint: 'Give the file of the rules, or "-" for standard input.', cause: error });
  }
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new GraphZoomError('file-invalid', `${nameOf(file)} is no JSON: ${messageOf(error)}`, { hint: 'Rules of JupiterOne are JSON; those of graph-zoom are YAML (--format yaml).', cause: error });
  }
}

const nameOf = (file: string): string => (file === '-' ? 'the standard input' : file);
