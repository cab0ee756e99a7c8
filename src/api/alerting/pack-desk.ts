import { GraphZoomError } from '../../lib/errors.ts';
import type { Channels } from '../../notify/delivery.ts';
import type { Action, Rule, Rules } from '../../rules/alerting.ts';
import { ACTION_TYPES } from '../../rules/language/action-types.ts';
import { type CopyMark, chosenRules, decideCopy, inputOf, wantedCopy } from '../../rules/pack-copies.ts';
import { PACKS, toRuleInput } from '../../rules/packs/index.ts';
import type { Records } from '../../store/store.ts';
import type { Audited } from './audited.ts';
import type { AlertDesk, PackChoice, PackOutcome } from './desk.ts';

/** By the rule's id: what was taken from a pack, and how. */
const MARKS = 'rule-pack-copies';

/** Forgets where a rule came from that was removed. */
export const forgetCopy = (records: Records, ruleId: string): Promise<void> => records.write([{ collection: MARKS, id: ruleId, value: undefined }]);

interface PackDeskOptions {
  readonly rules: Rules;
  readonly channels: Channels;
  readonly records: Records;
  readonly audited: Audited;
  readonly who: string;
}

/** Takes rules from packs and keeps the copies up to date. */
export function packDesk({ rules, channels, records, audited, who }: PackDeskOptions): Pick<AlertDesk, 'enablePacks' | 'disablePacks'> {
  const markOf = async (id: string): Promise<CopyMark | undefined> => (await records.get<CopyMark>(MARKS, id))?.value;
  const mark = (id: string, value: CopyMark) => records.write([{ collection: MARKS, id, value }]);

  const enable = async (id: string, input: ReturnType<typeof toRuleInput>, wish: CopyMark['wish'], all: readonly Rule[]): Promise<PackOutcome> => {
    const existing = all.find(({ origin }) => origin === input.origin);
    const before = existing && (await markOf(existing.id));
    const whole = { ...before?.wish, ...wish };
    const wanted = wantedCopy(input, whole);
    const namesake = all.find(({ name }) => name === wanted.name);
    const step = decideCopy({ wanted, mark: before, existing, namesake });
    if (step.kind === 'none') return { id, name: existing?.name ?? input.name, ...(existing ? { ruleId: existing.id } : {}), outcome: step.reason === 'name-taken' ? 'name-taken' : 'unchanged', kept: step.kept };
    const [action, write] = step.kind === 'create' ? (['rule.create', () => rules.create(wanted, who)] as const) : (['rule.update', () => rules.update((existing as Rule).id, step.changes, who)] as const);
    const rule = await audited(action, input.name, write);
    // Of what people changed it stays known what it was: else the next time it would pass for the pack's.
    const kept = step.kind === 'create' ? [] : step.kept;
    const stored = { ...inputOf(rule), ...Object.fromEntries(kept.map((field) => [field, before?.stored[field as keyof CopyMark['stored']]])) };
    await mark(rule.id, { wish: whole, wanted, stored });
    return { id, name: rule.name, ruleId: rule.id, outcome: step.kind === 'create' ? 'created' : 'updated', kept };
  };

  return {
    async enablePacks(choice) {
      const chosen = chosenRules(PACKS, choice.rules);
      const notify = await notifyAction(channels, choice.channel);
      const { interval, only } = choice;
      const wish = { ...(interval === undefined ? {} : { interval }), ...(only === undefined ? {} : { only }), ...(notify === undefined ? {} : { notify }) };
      const all = await rules.list();
      const outcomes: PackOutcome[] = [];
      for (const rule of chosen) outcomes.push(await enable(rule.id, toRuleInput(rule), wish, all));
      return outcomes;
    },
    async disablePacks(ids) {
      const chosen = chosenRules(PACKS, ids);
      const all = await rules.list();
      const outcomes: PackOutcome[] = [];
      for (const shipped of chosen) {
        const { id, name } = shipped;
        const existing = all.find(({ origin }) => origin === toRuleInput(shipped).origin);
        if (!existing || existing.pollingInterval === 'DISABLED') {
          outcomes.push({ id, name: existing?.name ?? name, ...(existing ? { ruleId: existing.id } : {}), outcome: existing ? 'unchanged' : 'not-enabled', kept: [] });
          continue;
        }
        const rule = await audited('rule.disable', existing.name, () => rules.update(existing.id, { pollingInterval: 'DISABLED' }, who));
        const before = await markOf(rule.id);
        // Our doing and not a change of people: enabling it again is to bring it back.
        if (before) await mark(rule.id, { ...before, wanted: { ...before.wanted, pollingInterval: 'DISABLED' }, stored: { ...before.stored, pollingInterval: 'DISABLED' } });
        outcomes.push({ id, name: rule.name, ruleId: rule.id, outcome: 'disabled', kept: [] });
      }
      return outcomes;
    },
  };
}

/** How a rule tells a channel of its alert. */
async function notifyAction(channels: Channels, channel: PackChoice['channel']): Promise<Action | undefined> {
  if (channel === undefined) return undefined;
  const { name } = channel;
  const kind = (await channels.get(name))?.kind ?? channel.kind;
  if (kind === undefined)
    throw new GraphZoomError('channel-invalid', `There is no channel "${name}".`, { hint: `Make it first: \`graph-zoom channels add ${name} --kind slack ...\`; or say what it will be: --channel ${name}=slack.` });
  const type = ACTION_TYPES.find(({ by }) => by === kind)?.type;
  if (type === undefined) throw new GraphZoomError('channel-invalid', `No action tells a channel of the kind ${kind}.`);
  return { type, channel: name };
}
