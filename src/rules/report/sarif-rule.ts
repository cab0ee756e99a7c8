import type { Question } from '../questions/define.ts';
import { type Level, levelOf } from './verdict.ts';

/** What GitHub orders by where a rule has no score of its own (docs: SARIF support for code scanning, `problem.severity`). */
const PROBLEM: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', note: 'recommendation' };

/** A question as a rule of SARIF 2.1.0 (§3.49). Without `security-severity`: nobody has measured one, and GitHub takes `level` then. */
export function sarifRule(question: Question) {
  const { id, title, description, tags, queries } = question;
  const level = levelOf(question);
  const more = [`graph-zoom questions ${id}`, `graph-zoom questions ${id} --show`] as const;
  const asked = queries.filter(({ resultsAre }) => resultsAre === 'BAD');
  const j1ql = asked.map(({ name, query }) => `${name === undefined ? '' : `${name}:\n\n`}\`\`\`\n${query}\n\`\`\`\n`).join('\n');
  return {
    id,
    name: pascal(id),
    shortDescription: { text: title },
    fullDescription: { text: description },
    help: {
      text: `${description}\n\nAll rows: ${more[0]}. The query: ${more[1]}. What is accepted goes into a baseline.`,
      markdown: `${description}\n\n**What to do:** change it in Zoom, where a locked setting of the account or a group changes it for all, and collect again; or accept it in a baseline.\n\n- All rows, also the good and the unknown ones: \`${more[0]}\`\n- What happened to one of them: \`graph-zoom history KEY\`\n${j1ql === '' ? '' : `\n**The query**\n\n${j1ql}`}`,
    },
    defaultConfiguration: { level },
    properties: { tags: [...tags], precision: 'very-high', 'problem.severity': PROBLEM[level] },
  };
}

/** `waiting-room-off` as SARIF wants names: `WaitingRoomOff` (§3.49.7). */
const pascal = (id: string): string => id.replace(/(?:^|-)(\w)/g, (_, first: string) => first.toUpperCase());
