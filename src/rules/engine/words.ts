import type { ChangedProperty, MemberChange, QueryEvaluation } from '../alerting.ts';

/** Changed properties that one line tells; the alert has all. */
const TOLD_PROPERTIES = 4;
/** Names that one message tells; the rest is a number and a link. */
const TOLD_LINES = 10;
/** Characters of one value. */
const VALUE = 120;
/** Properties that change all the time and tell nothing of what a rule is about. */
const NOISE = /^(lastLoginTime|lastClientVersion|lastSeenOn|updatedOn|_.*)$/;

/** What entered, left and changed, in sentences that name who, and what from what to what. */
export function linesOf(queries: readonly QueryEvaluation[], telling: ReadonlySet<string> = new Set()): { readonly lines: string[]; readonly more: number } {
  const all: string[] = [];
  let count = 0;
  for (const { entered, left, changed, counts } of queries) {
    count += counts.entered + counts.left + counts.changed;
    all.push(...entered.map((one) => lineOf('New', one, telling)), ...changed.map((one) => lineOf('Changed', one, telling)), ...left.map((one) => lineOf('No longer', one, telling)));
  }
  const lines = all.slice(0, TOLD_LINES);
  return { lines, more: Math.max(0, count - lines.length) };
}

/** `New: Ada Quill (ada@larch.example; Sales): isAdmin was false, is true.` */
function lineOf(verb: string, member: MemberChange, telling: ReadonlySet<string>): string {
  const who = `${verb}: ${member.name}${member.about === undefined ? '' : ` (${member.about})`}`;
  const properties = worthTelling(member.properties, telling);
  const told = properties.slice(0, TOLD_PROPERTIES).map(changeOf);
  const rest = properties.length - told.length;
  const parts = [...(member.operation === 'created' ? ['not there before'] : member.operation === 'deleted' ? ['not there any more'] : []), ...told, ...(rest > 0 ? [`${rest} more`] : [])];
  return `${who}${parts.length === 0 ? '' : `: ${parts.join('; ')}`}.`;
}

/** Those that the rule looks at first. */
function worthTelling(properties: readonly ChangedProperty[], telling: ReadonlySet<string>): ChangedProperty[] {
  const said = properties.filter(({ name }) => telling.has(name) || !NOISE.test(name));
  return [...said.filter(({ name }) => telling.has(name)), ...said.filter(({ name }) => !telling.has(name))];
}

/** `isAdmin was false, is true`. */
export function changeOf({ name, old, new: now }: ChangedProperty): string {
  if (old === undefined) return `${name} is ${textOf(name, now)}, was not known`;
  if (now === undefined) return `${name} was ${textOf(name, old)}, is not known any more`;
  return `${name} was ${textOf(name, old)}, is ${textOf(name, now)}`;
}

function textOf(name: string, value: ChangedProperty['new']): string {
  const text = typeof value === 'number' && /(?:On|Time|Date)$/.test(name) && Math.abs(value) <= 8.64e15 ? new Date(value).toISOString() : Array.isArray(value) ? value.join(', ') : String(value ?? '');
  return text === '' ? 'empty' : text.length > VALUE ? `${text.slice(0, VALUE)}...` : text;
}
