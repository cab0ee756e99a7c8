import fc from 'fast-check';
import { Choices } from './choices.ts';
import { filterText, quote, type Wanted } from './random-filter.ts';
import { NUMBERS, STRINGS } from './random-graph.ts';
import { type Alias, aliasProperty, PatternMaker } from './random-pattern.ts';

interface Column {
  text: string; // as in RETURN, without AS
  name: string | undefined; // of AS
  kind: 'value' | 'number' | 'whole' | 'list' | 'aggregate';
}

const SORTABLE: Record<Alias['kind'], string[]> = { entity: ['displayName', 'rank', 'flag', 'createdOn', '_key'], relationship: ['port', 'admin', '_class'] };

/** A valid query as text, with all aliases that it mentions. */
export const randomQuery: fc.Arbitrary<string> = fc.noBias(fc.array(fc.nat(9999), { minLength: 60, maxLength: 240, size: 'max' })).map((numbers) => queryText(new Choices(numbers)));

function queryText(choices: Choices): string {
  const pattern = new PatternMaker(choices);
  const body = pattern.make();
  const kind = choices.pick(['list', 'list', 'tree', 'table', 'table', 'table', 'groups', 'groups', 'groups'] as const);
  const unique = choices.chance(20);
  const head = `${choices.word('FIND')} ${unique ? `${choices.word('UNIQUE')} ` : ''}`;
  const { aliases } = pattern;
  const reference = (wanted: Wanted = 'any'): string => aliasProperty(choices, choices.pick(aliases), wanted);
  const where = aliases.length > 0 && choices.chance(35) ? ` ${choices.word('WHERE')} ${filterText(choices, reference, reference)}` : '';
  const comment = choices.chance(5) ? ' /* a comment, not RETURN */\n' : '';
  let result = '';
  if (kind === 'tree') result = ` ${choices.word('RETURN')} TREE${orderStarts(choices, pattern.startAlias)}`;
  else if (kind === 'list' || aliases.length === 0) result = orderStarts(choices, pattern.startAlias);
  else result = tableText(choices, aliases, kind === 'groups', unique);
  const skip = choices.chance(10) ? ` SKIP ${choices.below(3)}` : '';
  const limit = choices.chance(20) ? ` ${choices.word('LIMIT')} ${1 + choices.below(4)}` : '';
  return head + body + comment + where + result + skip + limit;
}

function orderStarts(choices: Choices, start: Alias | undefined): string {
  if (!start || !choices.chance(30)) return '';
  return orderText(choices, () => `${start.name}.${choices.pick(SORTABLE.entity)}`);
}

function orderText(choices: Choices, key: () => string): string {
  const keys = choices.times(1, 3, () => key() + choices.pick(['', ' DESC', ' asc']));
  return ` ORDER BY ${keys.join(', ')}`;
}

function tableText(choices: Choices, aliases: Alias[], grouped: boolean, unique: boolean): string {
  const alias = (): Alias => choices.pick(aliases);
  const columns = grouped ? [...choices.times(0, 2, () => keyColumn(choices, alias)), ...choices.times(1, 2, () => aggregateColumn(choices, alias))] : choices.times(1, 4, () => plainColumn(choices, alias));
  for (const [i, column] of columns.entries()) {
    if (!column.text.endsWith('.*') && choices.chance(45)) column.name = choices.chance(12) ? `two words ${i}` : `c${i}`;
  }
  const items = columns.map(({ text, name }) => (name === undefined ? text : `${text} ${choices.word('AS')} ${name.includes(' ') ? `"${name}"` : name}`));
  return ` ${choices.word('RETURN')} ${items.join(choices.pick([', ', ',']))}${havingText(choices, columns)}${tableOrder(choices, columns, alias, grouped, unique)}`;
}

/** Columns by their names, or by their text where that is a property or an aggregate. */
function havingText(choices: Choices, columns: Column[]): string {
  const usable = columns.filter(({ text, name, kind }) => kind !== 'whole' && (name === undefined ? /^\w+\.[\w.]+$|^count\([\w.]+\)$/.test(text) : !name.includes(' ')));
  if (usable.length === 0 || !choices.chance(25)) return '';
  return ` ${choices.word('HAVING')} ${filterText(
    choices,
    (wanted) => {
      const numbers = usable.filter(({ kind }) => kind === 'number' || kind === 'aggregate');
      const { name, text } = choices.pick(wanted === 'number' && numbers.length > 0 ? numbers : usable);
      return name ?? text;
    },
    undefined,
    0,
  )}`;
}

/** Only by what has one kind of value, and not by what a group or UNIQUE has thrown together. */
function tableOrder(choices: Choices, columns: Column[], alias: () => Alias, grouped: boolean, unique: boolean): string {
  const byName = columns.filter(({ name, kind }) => (kind === 'number' || kind === 'aggregate') && name?.includes(' ') === false).map(({ name }) => name as string);
  const byText = columns.filter(({ text, kind }) => kind === 'aggregate' && /^\w+\([^()]*\)$/.test(text)).map(({ text }) => text);
  const keys = [...byName, ...byText];
  const properties = (): string => {
    const chosen = alias();
    return `${chosen.name}.${choices.pick(SORTABLE[chosen.kind])}`;
  };
  const free = !grouped && !unique;
  if ((keys.length === 0 && !free) || !choices.chance(40)) return '';
  return orderText(choices, () => (keys.length > 0 && (!free || choices.chance(50)) ? choices.pick(keys) : properties()));
}

function plainColumn(choices: Choices, alias: () => Alias): Column {
  const property = (): string => aliasProperty(choices, alias());
  return choices.way<Column>(
    () => column(property(), 'value'),
    () => column(property(), 'value'),
    () => column(alias().name, 'whole'),
    () => column(choices.chance(50) ? `${alias().name}.*` : property(), 'whole'),
    () => column(`${choices.word('CONCAT')}(${choices.times(1, 3, () => scalar(choices, property)).join(', ')})`, 'value'),
    () => column(`coalesce(${choices.times(1, 3, () => scalar(choices, property)).join(',')})`, 'value'),
    () => column(property(), 'value'),
    () => column(`${choices.word('MERGE')}(${choices.times(1, 3, property).join(', ')})`, 'list'),
    () => column(arithmetic(choices, property), 'number'),
    () => column(unwindText(choices, property), 'value'),
  );
}

function column(text: string, kind: Column['kind']): Column {
  return { text, name: undefined, kind };
}

function unwindText(choices: Choices, property: () => string): string {
  return `${choices.word('UNWIND')}(${choices.chance(15) ? `MERGE(${property()}, ${property()})` : property()})`;
}

function scalar(choices: Choices, property: () => string): string {
  return choices.way(
    property,
    property,
    () => quote(choices, choices.pick(STRINGS).replaceAll(' ', '')),
    () => String(choices.pick(NUMBERS)),
    () => choices.pick(['true', 'FALSE']),
  );
}

/** Numbers stay small, so that two ways to calculate give the same to nine decimals. */
function arithmetic(choices: Choices, property: () => string, depth = 2): string {
  if (depth === 0) return choices.chance(25) ? String(choices.pick([0, 1, 2, 0.5, 3])) : property();
  const inner = (): string => arithmetic(choices, property, depth - 1);
  return choices.way(
    () => `${inner()} ${choices.pick(['+', '-', '*', '/'])} ${inner()}`,
    () => `(${inner()}${choices.pick([' + ', ' - ', '*', '/'])}${inner()}) ${choices.pick(['+', '-', '*', '/'])} ${inner()}`,
    () => `${choices.word(choices.pick(['ABS', 'SQRT', 'CEIL', 'FLOOR', 'ROUND']))}(${inner()})`,
    () => `${property()} ^ ${choices.pick(['2', '2', '0.5', '0'])}`,
    () => `(date.now - ${property()}) / 86400000`,
    () => `coalesce(${property()}, ${choices.pick(['0', '1'])}) * ${inner()}`,
  );
}

/** Part of the key of a group: plain columns whose text the reference settles. */
function keyColumn(choices: Choices, alias: () => Alias): Column {
  const property = (): string => aliasProperty(choices, alias());
  return choices.way<Column>(
    () => column(property(), 'value'),
    () => column(property(), 'value'),
    () => column(alias().name, 'whole'),
    () => column(unwindText(choices, property), 'value'),
    () => column(`CONCAT(${scalar(choices, property)}, '-', ${property()})`, 'value'),
    () => column(`coalesce(${property()}, 'none')`, 'value'),
  );
}

function aggregateColumn(choices: Choices, alias: () => Alias): Column {
  const property = (): string => aliasProperty(choices, alias());
  const count = (): string => `${choices.word('count')}(${choices.chance(50) ? property() : alias().name})`;
  return choices.way<Column>(
    () => column(count(), 'aggregate'),
    () => column(count(), 'aggregate'),
    () => column(`${choices.pick(['sum', 'MIN', 'Max', 'avg'])}(${property()})`, 'aggregate'),
    () => column(`${choices.pick(['sum', 'min', 'max', 'AVG'])}(${property()} ${choices.pick(['-', '+', '*'])} ${property()})`, 'aggregate'),
    () => column(`(1 - ${count()} / ${count()}) * 100`, 'aggregate'),
    () => column(`ROUND(${choices.pick(['avg', 'sum'])}(${property()}) / 2)`, 'aggregate'),
    () => column(`coalesce(max(${property()}), 0)`, 'aggregate'),
    () => column(`count(UNWIND(${property()}))`, 'aggregate'),
  );
}
