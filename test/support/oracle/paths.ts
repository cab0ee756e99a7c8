import { type Query, type Selector, type Step, type That, TooManyPaths } from './ast.ts';
import { equal, holds } from './compare.ts';
import { elements, type OracleElement, type OracleEntity, type OracleGraph, type OracleRelationship, property, type Value } from './graph.ts';
import type { Slot } from './scope.ts';

const MOST_PATHS = 20_000;

export interface Path {
  at: OracleEntity;
  used: Set<OracleRelationship>;
  /** Every selector and every relationship of the query that the path went over. */
  bindings: Map<Slot, OracleElement>;
  /** Names for an entity that has its own binding: aliases of groups and of negated targets. */
  nicknames: Map<Slot, OracleElement>;
}

export function bound(path: Path, slot: Slot): OracleElement | undefined {
  return path.bindings.get(slot) ?? path.nicknames.get(slot);
}

export class PathFinder {
  private readonly entities: OracleEntity[];
  private readonly relationships: OracleRelationship[];
  private readonly byKey: Map<string, OracleEntity>;
  private steps = 0;

  constructor(
    graph: OracleGraph,
    includeDeleted: boolean,
    private readonly isSmart: (name: string, entity: OracleEntity) => boolean,
  ) {
    const live = (element: OracleElement): boolean => includeDeleted || element._deleted !== true;
    this.entities = graph.entities.filter(live);
    this.relationships = graph.relationships.filter(live);
    this.byKey = new Map(this.entities.map((entity) => [entity._key, entity]));
  }

  /** All paths of a query before its WHERE. */
  find(query: Query): Path[] {
    const paths: Path[] = [];
    for (const entity of this.entities) {
      if (!this.selects(query.start, entity)) continue;
      const start: Path = { at: entity, used: new Set(), bindings: new Map([[query.start, entity]]), nicknames: new Map() };
      paths.push(...this.extend(start, query.steps));
    }
    return maximal(paths);
  }

  private extend(path: Path, steps: Step[]): Path[] {
    const [step, ...rest] = steps;
    if (!step) return [path];
    if (step.kind === 'optional') {
      const taken = this.extend(path, step.steps);
      return [...taken, path].flatMap((next) => this.extend(step.alias === undefined ? next : withNickname(next, step), rest));
    }
    if (step.negated) {
      // The rest of the chain belongs to the pattern that must not exist.
      const fresh: Path = { at: path.at, used: new Set(), bindings: new Map(), nicknames: new Map() };
      const found = this.extend(fresh, [{ ...step, negated: false }, ...rest]);
      return found.length > 0 ? [] : [withNickname(path, step.selector)];
    }
    return this.hops(path, step).flatMap((next) => this.extend(next, rest));
  }

  private hops(path: Path, step: That): Path[] {
    const found: Path[] = [];
    for (const relationship of this.relationships) {
      if (path.used.has(relationship)) continue;
      if (!step.verbs.includes('*') && !step.verbs.includes(relationship._class.toUpperCase())) continue;
      for (const entity of this.otherEnds(path.at, relationship, step.arrow)) {
        if (!this.selects(step.selector, entity)) continue;
        if (++this.steps > MOST_PATHS) throw new TooManyPaths();
        found.push({
          at: entity,
          used: new Set([...path.used, relationship]),
          bindings: new Map([...path.bindings, [step, relationship], [step.selector, entity]]),
          nicknames: path.nicknames,
        });
      }
    }
    return found;
  }

  /** At most one entity: a self-loop has the same entity at both ends. */
  private otherEnds(entity: OracleEntity, relationship: OracleRelationship, arrow: '>>' | '<<' | undefined): Set<OracleEntity> {
    const ends = new Set<OracleEntity>();
    const from = this.byKey.get(relationship._fromEntityKey);
    const to = this.byKey.get(relationship._toEntityKey);
    if (arrow !== '<<' && from === entity && to) ends.add(to);
    if (arrow !== '>>' && to === entity && from) ends.add(from);
    return ends;
  }

  private selects(selector: Selector, entity: OracleEntity): boolean {
    if (!isTarget(selector.target, entity)) return false;
    if (!selector.smart.every((name) => isTagged(name, entity) || this.isSmart(name, entity))) return false;
    return !selector.filter || holds(selector.filter, (term) => property(entity, term.name));
  }
}

function withNickname(path: Path, slot: Slot): Path {
  return { ...path, nicknames: new Map([...path.nicknames, [slot, path.at]]) };
}

function isTarget(target: Selector['target'], entity: OracleEntity): boolean {
  if (target.kind === 'any') return true;
  if (target.kind === 'text') return hasWords(target.text, entity);
  const names = target.kind === 'name' ? [target.name] : target.names;
  return names.some((name) => (/^[A-Z]/.test(name) ? entity._class.includes(name) : entity._type === name));
}

function hasWords(text: string, entity: OracleEntity): boolean {
  const values = Object.values(entity)
    .flatMap((value) => elements((value ?? undefined) as Value))
    .map((value) => String(value).toLowerCase());
  const words = text.split(/\s+/).filter((word) => word !== '');
  return words.every((word) => values.some((value) => value.includes(word.toLowerCase())));
}

function isTagged(name: string, entity: OracleEntity): boolean {
  return elements(property(entity, 'tags')).includes(name) || elements(property(entity, `tag.${name}`)).some((value) => equal(value, true));
}

/** Without the paths that another path repeats and adds to. */
function maximal(paths: Path[]): Path[] {
  const shapes = new Map<string, Slot[]>();
  const numbers = new Map<object, number>();
  const number = (thing: object): number => {
    if (!numbers.has(thing)) numbers.set(thing, numbers.size);
    return numbers.get(thing) as number;
  };
  const shapeOf = (slots: Slot[]): string => slots.map(number).join();
  for (const path of paths) {
    const slots = [...path.bindings.keys()];
    shapes.set(shapeOf(slots), slots);
  }
  // Slots are bound in the order of the query, so the same slots make the same text.
  const contents = (path: Path, slots: Slot[]): string => slots.map((slot) => `${number(slot)}:${number(path.bindings.get(slot) as object)}`).join();
  const parts = new Set<string>();
  for (const path of paths) {
    for (const slots of shapes.values()) {
      if (slots.length < path.bindings.size && slots.every((slot) => path.bindings.has(slot))) parts.add(contents(path, slots));
    }
  }
  const seen = new Set<string>();
  return paths.filter((path) => {
    const own = contents(path, [...path.bindings.keys()]);
    if (parts.has(own) || seen.has(own)) return false;
    seen.add(own);
    return true;
  });
}
