import type { Choices } from './choices.ts';
import { filterText, type Wanted } from './random-filter.ts';
import { ANY_KIND, CLASSES, ORDERED, RELATIONSHIP_PROPERTIES, TYPES, VERBS } from './random-graph.ts';

/** An alias that the rest of the query may use. */
export interface Alias {
  name: string;
  kind: 'entity' | 'relationship';
}

const ENTITY_METADATA = ['_type', '_class', '_key', '_id', '_createdOn', '_deleted', 'tags', 'tag.Env', '[tag.cost-center]', 'missing'];

const FITTING: Record<Wanted, string[]> = {
  any: [...ANY_KIND, ...ANY_KIND, ...ORDERED, ...ENTITY_METADATA],
  text: ['name', 'email', 'labels', 'displayName', '_type', '_class', 'tag.Env', 'tags'],
  number: ['size', 'rank', 'count', 'rank', 'active'],
  date: ['createdOn', '_createdOn', 'createdOn', 'size'],
};

export function entityProperty(choices: Choices, wanted: Wanted = 'any'): string {
  const name = choices.pick(FITTING[wanted]);
  return choices.chance(10) && !name.startsWith('[') ? `[${name}]` : name;
}

export function aliasProperty(choices: Choices, alias: Alias, wanted: Wanted = 'any'): string {
  const name = alias.kind === 'entity' ? entityProperty(choices, wanted) : choices.pick([...RELATIONSHIP_PROPERTIES, '_class', '_type', 'displayName']);
  return `${alias.name}.${name}`;
}

/** FIND … with its steps, up to WHERE. Notes the aliases that mean something behind it. */
export class PatternMaker {
  readonly aliases: Alias[] = [];
  /** Of the entities that a list consists of. */
  startAlias: Alias | undefined;
  private readonly defaults: Alias[] = [];
  private readonly unaliased: string[] = [];
  private count = 0;
  private hops = 0;

  constructor(private readonly choices: Choices) {}

  make(): string {
    const start = this.selector(true, true);
    this.startAlias = this.defaults[0] ?? this.aliases[0];
    const text = start + this.steps(this.choices.pick([0, 1, 1, 1, 2, 2, 2, 3, 4]), false);
    // A default alias is one only if its name stands once in the query.
    const once = ({ name }: Alias): boolean => this.unaliased.filter((other) => other.toUpperCase() === name.toUpperCase()).length === 1;
    if (this.startAlias && this.defaults.includes(this.startAlias) && !once(this.startAlias)) this.startAlias = undefined;
    this.aliases.push(...this.defaults.filter(once));
    return text;
  }

  private newAlias(letter: string): string {
    this.count++;
    return `${letter}${this.count}`;
  }

  /** Text behind AS, or none. */
  private alias(kind: Alias['kind'], letter: string, percent: number): string {
    if (!this.choices.chance(percent)) return '';
    const name = this.newAlias(letter);
    this.aliases.push({ name, kind });
    return ` ${this.choices.word('AS')} ${name}`;
  }

  private selector(first: boolean, named: boolean): string {
    const { choices } = this;
    const smart = choices.chance(5) ? choices.pick(['#Env ', '#Crit ', '#Near ']) : '';
    const single = choices.below(100) < 50;
    const target = single ? choices.pick([...CLASSES, ...TYPES, ...CLASSES]) : this.otherTarget(first);
    const filter = choices.chance(first ? 30 : 20) ? ` ${choices.word('WITH')} ${filterText(choices, (wanted) => entityProperty(choices, wanted), undefined)}` : '';
    const alias = named ? this.alias('entity', 'x', 55) : '';
    if (single && alias === '') {
      this.unaliased.push(target);
      if (named) this.defaults.push({ name: target, kind: 'entity' });
    }
    // AS in front of WITH is tolerated.
    return smart + target + (choices.chance(5) ? alias + filter : filter + alias);
  }

  private otherTarget(first: boolean): string {
    const { choices } = this;
    if (first && choices.chance(12)) return choices.pick(["'ab'", "'x.y'", "'WEB ab'", '"prod"']);
    return choices.way(
      () => '*',
      () => '*',
      () => `(${choices.times(2, 3, () => this.member([...CLASSES, ...TYPES])).join(choices.pick(['|', ' | ']))})`,
    );
  }

  /** Of a union. Whether its name elsewhere is still an alias is nowhere said, so it is not used as one. */
  private member(names: string[]): string {
    const name = this.choices.pick(names);
    this.unaliased.push(name);
    return name;
  }

  /** The steps of a chain; a group may stand before, between and behind them. */
  private steps(count: number, insideGroup: boolean): string {
    const { choices } = this;
    let text = '';
    for (let i = 0; i < count && this.hops < 5; i++) {
      if (!insideGroup && choices.chance(18)) text += this.group();
      const negated = choices.chance(12) && !(insideGroup && i === 0);
      text += negated ? this.negation() : this.hop();
      if (negated) return text;
    }
    if (!insideGroup) while (this.hops < 5 && choices.chance(18)) text += this.group();
    return text;
  }

  private group(): string {
    const { choices } = this;
    const inner = this.steps(choices.chance(30) ? 2 : 1, true);
    if (inner === '') return '';
    // Behind a negation a further group would belong to what must not exist.
    const nested = !/THAT ?!/.test(inner) && choices.chance(8) && this.hops < 5 ? `${this.group().trim()} ` : '';
    return ` (${inner.trim()} ${nested})?${this.alias('entity', 'g', 35)}`;
  }

  private verbs(named: boolean): string {
    const { choices } = this;
    return choices.way(
      () => {
        const verb = choices.pick(VERBS);
        this.unaliased.push(verb);
        if (named) this.defaults.push({ name: choices.word(verb), kind: 'relationship' });
        return choices.word(verb) + (choices.chance(10) ? ' TO' : '');
      },
      () => choices.word('RELATES TO'),
      () => 'RELATES TO',
      () => `(${choices.times(2, 3, () => this.member([...VERBS, 'RELATES TO'])).join('|')})`,
    );
  }

  private hop(): string {
    const { choices } = this;
    this.hops++;
    const aliased = choices.chance(30);
    const verbs = this.verbs(!aliased);
    const arrow = choices.pick(['', '', '', ' >>', ' <<']);
    return ` ${choices.word('THAT')} ${verbs}${arrow}${aliased ? this.alias('relationship', 'r', 100) : ''} ${this.selector(false, true)}`;
  }

  /** Takes all the rest of its chain. Only an alias on its very target means something: the entity on the left. */
  private negation(): string {
    const { choices } = this;
    this.hops++;
    let text = ` THAT ${choices.pick(['!', '! '])}${this.verbs(false)}${choices.pick(['', ' >>', ' <<'])} ${this.selector(false, false)}${this.alias('entity', 'x', 25)}`;
    while (this.hops < 5 && choices.chance(25)) {
      this.hops++;
      const further = `${choices.chance(20) ? '!' : ''}${this.verbs(false)}${choices.pick(['', ' >>', ' <<'])} ${this.selector(false, false)}`;
      text += choices.chance(20) ? ` (THAT ${further})?` : ` THAT ${further}`;
    }
    return text;
  }
}
