import type { Choices } from './choices.ts';
import { NUMBERS, STRINGS } from './random-graph.ts';

const STRING_OPERATORS = ['~=', '^=', '$=', '!~=', '!^=', '!$='];
const ORDER_OPERATORS = ['>', '>=', '<', '<='];
const REGEXES = ['/a/', '/A/i', '/a.*b/', '/^a/', '/[ab]$/i', '/\\d/', '/t.S/', '/b+/', '/a|5/'];
const DATES = ['date.now', 'date.now - 7 days', 'date.now-12months', 'date.now - 1 month', 'date.now + 1hr', 'date(2026-03)', 'date(2026-03-21)', 'date(2026-03-30T12:00Z)', 'date.now - 1 yr'];
const PARAMETERS = ['${word}', '${number}', '${ flag }', '${words}', '${param.numbers}', '${me.email}'];

/** What an operand is wanted for; it may hold something else all the same. */
export type Wanted = 'any' | 'text' | 'number' | 'date';
type Operand = (wanted: Wanted) => string;

/** A filter over operands and, in WHERE, references as values. */
export function filterText(choices: Choices, operand: Operand, reference: (() => string) | undefined, depth = 1): string {
  const condition = (): string => (depth > 0 && choices.chance(15) ? `(${filterText(choices, operand, reference, depth - 1)})` : conditionText(choices, operand, reference));
  let text = condition();
  while (choices.chance(28)) text += ` ${choices.word(choices.pick(['AND', 'OR']))} ${condition()}`;
  return text;
}

function conditionText(choices: Choices, operand: Operand, reference: (() => string) | undefined): string {
  if (reference && choices.chance(30)) return `${operand('any')} ${operatorText(choices)} ${reference()}`;
  if (choices.chance(6)) return `${choices.pick([...DATES, ...NUMBERS.map(String), 'true', "'a'", 'undefined'])} ${choices.pick(['=', '!=', ...ORDER_OPERATORS])} ${operand('any')}`;
  if (choices.chance(10)) return `${operand('any')} ${operatorText(choices)} ${listOf(choices, () => choices.pick(["'a'", '2', 'true', 'undefined', ...PARAMETERS]), reference)}`;
  return choices.way(
    () => `${operand('any')} ${choices.pick(['=', '!=', '!='])} ${listOf(choices, () => anyValue(choices), reference)}`,
    () => `${operand('text')} ${choices.pick(['=', '!='])} ${listOf(choices, () => textValue(choices), reference)}`,
    () => `${operand('text')}${choices.pick(STRING_OPERATORS)}${listOf(choices, () => textValue(choices), reference)}`,
    () => `${operand('number')} ${choices.pick([...ORDER_OPERATORS, '=', '!='])} ${listOf(choices, () => String(choices.pick(NUMBERS)), reference)}`,
    () => `${operand('date')} ${choices.pick(ORDER_OPERATORS)} ${listOf(choices, () => choices.pick(DATES), reference)}`,
    () => `${operand('any')} ${choices.pick(['=', '!=', '!='])} ${choices.word('UNDEFINED')}`,
  );
}

function operatorText(choices: Choices): string {
  return choices.pick(['=', '!=', ...STRING_OPERATORS, ...ORDER_OPERATORS]);
}

/** One value, or several in parentheses. */
function listOf(choices: Choices, value: () => string, reference: (() => string) | undefined): string {
  if (!choices.chance(25)) return value();
  const member = (): string => (reference && choices.chance(15) ? reference() : value());
  let text = member();
  while (choices.chance(55)) text += ` ${choices.word(choices.pick(['OR', 'AND']))} ${member()}`;
  return `(${text})`;
}

export function quote(choices: Choices, text: string): string {
  const mark = choices.chance(25) ? '"' : "'";
  return `${mark}${text.replaceAll('\\', '\\\\').replaceAll(mark, `\\${mark}`)}${mark}`;
}

function anyValue(choices: Choices): string {
  return choices.way(
    () => quote(choices, choices.pick(STRINGS)),
    () => String(choices.pick(NUMBERS)),
    () => choices.word(choices.pick(['TRUE', 'FALSE'])),
    () => quote(choices, choices.pick([...STRINGS, 'User', 'HAS', 'okta_user', 'beta', 'Env', 'n0'])),
    () => choices.pick(['undefined', 'null', ...PARAMETERS, ...REGEXES, ...DATES]),
  );
}

function textValue(choices: Choices): string {
  return choices.way(
    () => quote(choices, choices.pick(STRINGS)),
    () => choices.pick(["'e'", "'s'", "'HA'", "'_'", "'%'"]),
    () => choices.pick(REGEXES),
  );
}
