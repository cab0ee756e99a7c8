import { ACTION_TYPES } from '../../src/rules/language/action-types.ts';
import { HEAD, row } from './markdown.ts';

/** The page on what a rule can do. */
export const ruleActionsPage = () =>
  `${HEAD}# Actions of rules\n\n[How to write a rule](../rules.md). The first name is the one in YAML, the second JupiterOne's or one in its manner.\n\n${ACTION_TYPES.map(
    ({ type, short, about, fields, unsupported }) => {
      const rows = fields.filter((field) => field.about !== '').map((field) => row(`\`${field.name}\``, `${field.about}${field.required ? ' Must be there.' : ''}`));
      return `## ${short}: ${type}\n\n${about}${unsupported ? ` ${unsupported}` : ''}\n${rows.length > 0 ? `\n| field | meaning |\n|---|---|\n${rows.join('\n')}\n` : ''}`;
    },
  ).join('\n')}`;
