import type { Probe } from '../../collect/probe.ts';
import { startsPerWindow } from '../../zoom/label-queues.ts';
import { LIMITS, type Plan } from '../../zoom/limits.ts';
import { colors } from '../output.ts';
import { PROGRAM } from '../program-name.ts';
import { safe, table } from './table.ts';
import { paragraph } from './text.ts';

interface Rate {
  readonly perSecond: number;
  /** Zoom's cap for the whole account, where the plan has one. */
  readonly perDay?: number;
}

export interface Diagnosis {
  readonly credentials: string;
  readonly plan: Plan;
  readonly share: number;
  readonly rates: Readonly<Record<'LIGHT' | 'MEDIUM' | 'HEAVY', Rate>>;
  readonly scopes?: readonly string[];
  readonly probes: readonly Probe[];
}

/** The rates that a collection will use. */
export function ratesOf(plan: Plan, share: number): Diagnosis['rates'] {
  const rate = (label: 'LIGHT' | 'MEDIUM' | 'HEAVY'): Rate => {
    const { windowMs, perDay } = LIMITS[plan][label];
    return { perSecond: (startsPerWindow(plan, label, share) * 1000) / windowMs, ...(perDay === undefined ? {} : { perDay }) };
  };
  return { LIGHT: rate('LIGHT'), MEDIUM: rate('MEDIUM'), HEAVY: rate('HEAVY') };
}

const MARKS = { ok: colors.green('ok'), 'missing-scope': colors.yellow('no scope'), refused: colors.yellow('refused'), failed: colors.red('failed') };

const CREDENTIALS: Readonly<Record<string, string>> = { token: 'ready access token; it cannot be renewed', 'server-to-server': 'Server-to-Server app', oauth: 'OAuth app' };

/** What a person reads: token, plan, every answer, and for each gap what it costs and what to do. */
export function renderDoctor(diagnosis: Diagnosis, next = `${PROGRAM} collect`): string {
  const { credentials, plan, share, rates, scopes, probes } = diagnosis;
  const days = Object.entries(rates).flatMap(([label, { perDay }]) => (perDay === undefined ? [] : [`${perDay} ${label.toLowerCase()}`]));
  const out = [
    `${colors.bold('Token')}   ok (${CREDENTIALS[credentials] ?? credentials})`,
    `${colors.bold('Scopes')}  ${scopes === undefined ? 'not told by Zoom' : scopes.map(safe).join(' ')}`,
    `${colors.bold('Plan')}    ${plan}, share ${share}: ${rates.LIGHT.perSecond} light, ${rates.MEDIUM.perSecond} medium, ${rates.HEAVY.perSecond} heavy requests a second${days.length === 0 ? '' : `; the account's day: ${days.join(', ')}`}`,
    '',
    table(
      ['status', 'answer', 'for'],
      probes.map((p) => [MARKS[p.status], p.endpoint, p.purpose]),
    ),
  ].map((text) => paragraph(text, 8));
  const gaps = probes.filter((p) => p.status !== 'ok');
  if (gaps.length === 0) return [...out, '', `Everything can be read. Next: ${next}`].join('\n');
  out.push('', ...gaps.filter((p) => p.status === 'missing-scope').flatMap(lacksScope), ...refusals(gaps.filter((p) => p.status !== 'missing-scope')));
  if (plan !== 'free' && gaps.some((p) => /\bpaid\b/i.test(p.detail ?? ''))) out.push(paragraph('Zoom says that the account is not a paid one: set ZOOM_PLAN=free, for its limits are lower.'), '');
  if (gaps.some((p) => p.status === 'missing-scope')) out.push(paragraph('After adding scopes, deactivate and activate the app: tokens made before do not have them.'), '');
  out.push(paragraph(gaps.every((p) => p.optional) ? `All that the data model needs can be read. Next: ${next}` : `collect works without; it skips what is missing, says so, and ends with exit code 4.`));
  return out.join('\n');
}

const cost = ({ endpoint, optional, purpose }: Probe): string => paragraph(`${colors.bold(endpoint)}${optional ? ' (optional)' : ''}: without it the graph lacks ${purpose}.`, 2);

/** A gap that a scope closes, in both spellings. */
function lacksScope(probe: Probe): string[] {
  const { classic, granular } = probe.scopes;
  const names = [classic && `${classic} (classic)`, granular && `${granular} (granular)`].filter(Boolean).join(' or ');
  return [cost(probe), paragraph(`  Add the scope ${names}, whichever spelling the app uses.`, 2), ''];
}

/** What Zoom refused; those with the same remedy together, with what it said to the first. */
function refusals(probes: readonly Probe[]): string[] {
  const hints = [...new Set(probes.map((probe) => probe.hint ?? ''))];
  const groups = hints.map((hint) => ({ hint, group: probes.filter((probe) => (probe.hint ?? '') === hint) }));
  return groups.flatMap(({ hint, group }) => [...group.map(cost), paragraph(`  ${safe(group[0]?.detail ?? '')} ${hint}`, 2), '']);
}
