import { PACKS } from '../../src/rules/packs/index.ts';
import { HEAD, row } from './markdown.ts';

/** The page on the rules that ship. */
export function rulesPage(): string {
  const when = ({ only, baseline }: (typeof PACKS)[number]['rules'][number]) =>
    only === 'every' ? 'Acts each time that the condition holds' : baseline ? 'Acts on what is new; what the first evaluation finds is no news' : 'Acts on what is new, also at the first evaluation';
  const code = (label: string, text: string) => `${label}:\n\n\`\`\`\n${text}\n\`\`\`\n`;
  const packs = PACKS.map((pack) => {
    const list = pack.rules.map((rule) => {
      const queries = [code('Query', rule.query), ...Object.entries(rule.beside ?? {}).map(([name, query]) => code(`Query \`${name}\``, query)), ...(rule.population ? [code('Of how many', rule.population)] : [])];
      const told = `**${rule.name}** (${rule.level}) ${rule.description}\n\nWhy: ${rule.why}\n\nWhat to do: ${rule.remediation}\n\n${when(rule)}. Condition: \`${rule.condition}\`. Interval: ${rule.interval}.`;
      return `### ${rule.id}\n\n${told}\n\n${queries.join('\n')}`;
    });
    return `## ${pack.id}\n\n${pack.name}: ${pack.description}\n\n${list.join('\n')}`;
  });
  const table = PACKS.flatMap((pack) => pack.rules.map((rule) => row(`[\`${rule.id}\`](#${rule.id})`, pack.id, rule.level, rule.name))).join('\n');
  const total = PACKS.flatMap((pack) => pack.rules).length;
  return `${HEAD}# Rules that ship\n\nThe ${total} rules of ${PACKS.length} packs. Each is also evaluated as soon as data changed that its queries can see. What Zoom did not tell is never bad to them; the pack collection-health looks after what is not known.\n\n| rule | pack | level | what happened |\n|---|---|---|---|\n${table}\n\n${packs.join('\n')}`;
}
