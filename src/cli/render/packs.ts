import type { PackOutcome } from '../../api/alerting/desk.ts';
import type { ShippedPack } from '../alerting/shipped-packs.ts';
import { colors } from '../output.ts';
import { PROGRAM } from '../program-name.ts';
import { facts } from './facts.ts';
import { coloredLevel, describeInterval } from './rules.ts';
import { safe, table } from './table.ts';
import { paragraph } from './text.ts';

/** Every pack with its rules. */
export function renderPacks(packs: readonly ShippedPack[]): string {
  const rules = packs.flatMap((pack) => pack.rules);
  const enabled = rules.filter((rule) => rule.enabled !== undefined && rule.enabled !== 'DISABLED').length;
  const next = enabled === 0 ? ` Enable them: ${PROGRAM} rules packs enable --all` : '';
  return [
    ...packs.map(
      (pack) =>
        `${colors.bold(pack.id)}  ${pack.description}\n${table(
          ['rule', 'level', 'enabled', 'what'],
          pack.rules.map((rule) => [rule.id, coloredLevel(rule.level), stateOf(rule), rule.name]),
          { sentences: true },
        )}`,
    ),
    paragraph(`${rules.length} rules, ${enabled} enabled.${next}`),
  ].join('\n\n');
}

const stateOf = ({ enabled }: ShippedPack['rules'][number]): string => (enabled === undefined ? '' : describeInterval(enabled));

/** One pack, with all that its rules say. */
export const renderPack = ({ id, name, description, rules }: ShippedPack): string =>
  [
    `${colors.bold(name)} (${id})\n${paragraph(description)}`,
    ...rules.map((rule) =>
      [
        `${colors.bold(rule.name)}\n${paragraph(rule.description)}`,
        facts([
          ['id', rule.id],
          ['level', coloredLevel(rule.level)],
          ['evaluated', describeInterval(rule.interval)],
          ['enabled', stateOf(rule) || 'no'],
          ['tells of', rule.only === 'new' ? `what is new${rule.baseline ? ', and not of what the first evaluation finds' : ''}` : 'every time that it holds'],
          ['why', rule.why],
          ['what to do', rule.remediation],
          ['query', rule.query],
          ...Object.entries(rule.beside ?? {}).map(([beside, query]) => [beside, query] as const),
          rule.population === undefined ? undefined : ['of how many', rule.population],
          ['when', rule.condition],
        ]),
      ].join('\n'),
    ),
  ].join('\n\n');

/** What came of `packs enable`. */
export function renderEnabled(outcomes: readonly PackOutcome[]): string {
  const of = (outcome: PackOutcome['outcome']) => outcomes.filter((one) => one.outcome === outcome);
  const kept = outcomes.filter((one) => one.kept.length > 0);
  return [
    ...of('created').map(({ name }) => `Enabled "${safe(name)}".`),
    ...of('updated').map(({ name }) => `Brought "${safe(name)}" up to date.`),
    ...of('name-taken').map(({ name }) => colors.yellow(`"${safe(name)}" was left out: another rule has this name.`)),
    ...kept.map((one) => `"${safe(one.name)}" keeps what was changed: ${one.kept.join(', ')}.`),
    summary([
      [of('created').length, 'enabled'],
      [of('updated').length, 'brought up to date'],
      [of('unchanged').length, 'as they were'],
      [of('name-taken').length, 'left out'],
    ]),
    ...(of('created').length > 0 ? [`Next: ${PROGRAM} rules run --all, or let a server do it: ${PROGRAM} serve`] : []),
  ]
    .map((line) => paragraph(line, 2))
    .join('\n');
}

/** What came of `packs disable`. */
export function renderDisabled(outcomes: readonly PackOutcome[]): string {
  const of = (outcome: PackOutcome['outcome']) => outcomes.filter((one) => one.outcome === outcome);
  return [
    ...of('disabled').map(({ name }) => `Disabled "${safe(name)}".`),
    summary([
      [of('disabled').length, 'disabled'],
      [of('unchanged').length, 'disabled before'],
      [of('not-enabled').length, 'never enabled'],
    ]),
  ].join('\n');
}

const summary = (counts: readonly (readonly [number, string])[]): string =>
  `${counts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count} ${what}`)
    .join(', ')}.`;
