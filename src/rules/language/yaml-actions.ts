import { isDeepStrictEqual } from 'node:util';
import { GraphZoomError } from '../../lib/errors.ts';
import { nearest } from '../../lib/nearest.ts';
import type { Action } from '../alerting.ts';
import { ACTION_TYPES, actionByShort } from './action-types.ts';
import { isObject } from './values.ts';

/** An action as YAML has it, `alert` or `{slack: {…}}` or JupiterOne's own with `type`, as JupiterOne writes it. */
export function readAction(written: unknown): Action {
  if (typeof written === 'string') return { type: typeOf(written) };
  if (isObject(written) && typeof written.type === 'string') return written as Action;
  const [entry, ...more] = isObject(written) ? Object.entries(written) : [];
  if (entry === undefined || more.length > 0)
    throw new GraphZoomError('rule-invalid', 'An action is neither a name, nor an object with one name.', { hint: 'Write `alert`, or `slack: {channel: soc}`, or an object with `type`.' });
  const [short, fields] = entry;
  const type = typeOf(short);
  if (fields !== null && !isObject(fields)) throw new GraphZoomError('rule-invalid', `The action ${short} has no fields.`, { hint: `Write them as an object: ${short}: {…}.` });
  const given = fields ?? {};
  if (short === 'tag') return { type, ...given, ...(isObject(given.tags) ? { tags: Object.entries(given.tags).map(([name, value]) => ({ name, value })) } : {}) };
  if (short !== 'forEach') return { type, ...given };
  const { as, actions, ...rest } = given;
  return { type, ...rest, ...(as === undefined ? {} : { itemRef: as }), ...(Array.isArray(actions) ? { actions: actions.map(readAction) } : {}) };
}

function typeOf(short: string): string {
  const known = actionByShort(short);
  if (known) return known.type;
  const names = ACTION_TYPES.map((type) => type.short);
  const near = nearest(short, names);
  throw new GraphZoomError('rule-invalid', `There is no action "${short}".`, { hint: near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `The actions are ${names.join(', ')}, or any with its type.` });
}

/** The shortest form that reads as this action. */
export function writeAction(action: Action): unknown {
  const short = shortForm(action);
  if (short === undefined) return action;
  // What the short form cannot tell, such as a tag twice, is left in JupiterOne's.
  return isDeepStrictEqual(readAction(short), action) ? short : action;
}

function shortForm({ type, ...fields }: Action): unknown {
  const known = ACTION_TYPES.find((one) => one.type === type);
  if (!known) return undefined;
  if (Object.keys(fields).length === 0) return known.short;
  if (type === 'TAG_ENTITIES' && Array.isArray(fields.tags) && fields.tags.every(isObject)) return { tag: { ...fields, tags: Object.fromEntries(fields.tags.map((tag) => [String(tag.name), tag.value])) } };
  if (type !== 'FOR_EACH_ITEM' || !Array.isArray(fields.actions) || !fields.actions.every((one) => isObject(one) && typeof one.type === 'string')) return { [known.short]: fields };
  const { itemRef, actions, ...rest } = fields;
  return { forEach: { ...rest, ...(itemRef === undefined ? {} : { as: itemRef }), actions: (actions as Action[]).map(writeAction) } };
}
