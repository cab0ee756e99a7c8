import type { Command } from 'commander';
import type { Rule } from '../../../rules/alerting.ts';
import type { DeskSession } from '../../administration/with-desk.ts';

/** Loads what these commands need only when one of them runs. */
export const atDesk = async <T>(command: Command, work: (session: DeskSession) => Promise<T>): Promise<T> => (await import('../../administration/with-desk.ts')).withDesk(command, work);

/** The rule that a person named. */
export const named = async ({ desk }: DeskSession, text: string): Promise<Rule> => (await import('../../alerting/find-rule.ts')).findRule(await desk.rules(), text);

/** Several of them, each once. */
export async function allNamed({ desk }: DeskSession, texts: readonly string[]): Promise<Rule[]> {
  const { findRule } = await import('../../alerting/find-rule.ts');
  const rules = await desk.rules();
  return [...new Set(texts.map((text) => findRule(rules, text)))];
}
