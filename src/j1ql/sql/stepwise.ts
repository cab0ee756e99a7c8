import type { Plan, PlanHop, PlanNone, PlanOptional, PlanStep } from '../plan/plan.ts';
import { type Build, type Sql, whereSql } from './build.ts';
import { type Bundle, entriesOf, type Kind } from './bundle.ts';
import type { GraphType } from './catalog.ts';
import { lacks } from './exists.ts';
import { candidates, type EdgeOption, narrow } from './narrow.ts';
import type { Needs } from './needs.ts';
import type { Paths } from './paths.ts';
import { edgeSource, nodeSource, type Source } from './sources.ts';

/** The paths so far as a named SELECT: `cur` is the entity they stand on, `s3` what slot 3 holds, `v3_0_number` a property of it. */
interface State {
  readonly name: string;
  /** Types of what they stand on. */
  readonly here: readonly GraphType[];
  readonly slots: ReadonlyMap<number, readonly GraphType[]>;
  readonly values: ReadonlyMap<string, readonly Kind[]>;
  readonly edges: readonly { readonly slot: number; readonly options: readonly EdgeOption[] }[];
}

/**
 * Paths of a query with many optional parts: one step after the other, a part taken and skipped in the same SELECT. It looks at
 * more than chains do (`paths.ts`), for a step does not know which parts were taken before it, but it does not double with each part.
 */
export class Stepwise {
  readonly #b: Build;
  readonly #plan: Plan;
  readonly #needs: Needs;
  readonly #tables: string[] = [];

  constructor(b: Build, plan: Plan, needs: Needs) {
    this.#b = b;
    this.#plan = plan;
    this.#needs = needs;
  }

  /** All paths; of those that contain each other only the larger ones (section 8). Undefined: there are none. */
  paths(): Omit<Paths, 'conditions'> | undefined {
    const { start, steps } = this.#plan;
    const types = candidates(this.#b, start);
    if (types.length === 0) return undefined;
    const source = nodeSource(this.#b, start, types, this.#wanted(start.slot));
    const values = this.#values(start.slot, source);
    const first = this.#table([`${source.id} AS cur`, `${source.id} AS s${start.slot}`, ...values.select], source.from, source.conditions, {
      here: types,
      slots: new Map([[start.slot, types]]),
      values: values.known,
      edges: [],
    });
    const last = this.#go(first, steps);
    if (last === undefined) return undefined;
    const bound = [...last.slots.keys()].filter((slot) => this.#plan.slots[slot]?.kind !== 'group');
    const same = bound.map((slot) => `(v.s${slot} IS NULL OR v.s${slot} = w.s${slot})`);
    // The alias of what is missing is no place of its own on the path, but there is one more of it.
    const more = [...bound, ...[...last.slots.keys()].filter((slot) => this.#isMissing(slot))].map((slot) => `(v.s${slot} IS NULL AND w.s${slot} IS NOT NULL)`);
    const from = `(SELECT * FROM ${last.name} v WHERE NOT EXISTS (SELECT 1 FROM ${last.name} w WHERE w.s${start.slot} = v.s${start.slot} AND ${same.join(' AND ')} AND (${more.join(' OR ')}))) AS p`;
    return {
      head: `WITH ${this.#tables.join(',\n')}\n`,
      from,
      id: (slot) => (last.slots.has(slot) ? `p.s${slot}` : undefined),
      bundle: (slot, property) => Object.fromEntries((last.values.get(`${slot}.${property}`) ?? []).map((kind) => [kind, `p.${this.#column(slot, property, kind)}`])) as Bundle,
      types: (slot) => last.slots.get(slot) ?? [],
      slots: [...last.slots.keys()],
      empty: false,
      single: false,
    };
  }

  #go(from: State, steps: readonly PlanStep[]): State | undefined {
    let state: State | undefined = from;
    for (const step of steps) {
      if (state === undefined) return undefined;
      state = step.kind === 'hop' ? this.#hop(state, step) : step.kind === 'none' ? this.#none(state, step) : this.#optional(state, step);
    }
    return state;
  }

  #hop(state: State, hop: PlanHop): State | undefined {
    const b = this.#b;
    const narrowed = narrow(b, state.here, [{ hop, candidates: candidates(b, hop.node) }]);
    if (narrowed === undefined) return undefined;
    const [options, types] = [narrowed.hops[0] ?? [], narrowed.nodes[1] ?? []];
    const edge = edgeSource(b, hop, options, this.#wanted(hop.slot));
    const node = nodeSource(b, hop.node, types, this.#wanted(hop.node.slot));
    const [ofEdge, ofNode] = [this.#values(hop.slot, edge), this.#values(hop.node.slot, node)];
    const other = state.edges.filter((earlier) => earlier.options.some(({ type }) => options.some((option) => option.type === type))).map(({ slot }) => `(p.s${slot} IS NULL OR p.s${slot} <> ${edge.id})`);
    return this.#table(
      [...this.#kept(state), `${node.id} AS cur`, `${edge.id} AS s${hop.slot}`, `${node.id} AS s${hop.node.slot}`, ...ofEdge.select, ...ofNode.select],
      `${state.name} AS p JOIN ${edge.from} ON ${edge.left} = p.cur JOIN ${node.from} ON ${node.id} = ${edge.right}`,
      [...edge.conditions, ...node.conditions, ...other],
      {
        here: types,
        slots: new Map([...state.slots, [hop.slot, options.map(({ type }) => type)], [hop.node.slot, types]]),
        values: new Map([...state.values, ...ofEdge.known, ...ofNode.known]),
        edges: [...state.edges, { slot: hop.slot, options }],
      },
    );
  }

  #none(state: State, none: PlanNone): State {
    const filtered = this.#table([...this.#kept(state), 'p.cur AS cur'], `${state.name} AS p`, lacks(this.#b, state.here, [none], 'p.cur'), state);
    return none.slot === undefined ? filtered : this.#named(filtered, none.slot);
  }

  #optional(state: State, step: PlanOptional): State {
    const taken = this.#go(state, step.steps);
    const both = taken === undefined || taken === state ? state : this.#union(state, taken);
    return step.slot === undefined ? both : this.#named(both, step.slot);
  }

  /** An alias for what the paths stand on. */
  #named(state: State, slot: number): State {
    const properties = this.#wanted(slot);
    const slots = new Map([...state.slots, [slot, state.here]]);
    if (properties.length === 0) return this.#table([...this.#kept(state), 'p.cur AS cur', `p.cur AS s${slot}`], `${state.name} AS p`, [], { ...state, slots });
    const node = nodeSource(this.#b, { slot }, state.here, properties);
    const values = this.#values(slot, node);
    return this.#table([...this.#kept(state), 'p.cur AS cur', `p.cur AS s${slot}`, ...values.select], `${state.name} AS p JOIN ${node.from} ON ${node.id} = p.cur`, node.conditions, {
      ...state,
      slots,
      values: new Map([...state.values, ...values.known]),
    });
  }

  #union(skipped: State, taken: State): State {
    const slots = new Map([...taken.slots]);
    const ids = [...slots.keys()].map((slot) => ({ name: `s${slot}`, known: skipped.slots.has(slot), type: this.#b.d.types.id }));
    const values = [...taken.values].flatMap(([key, kinds]) => {
      const at = key.indexOf('.');
      return kinds.map((kind) => ({ name: this.#column(Number(key.slice(0, at)), key.slice(at + 1), kind), known: skipped.values.has(key), type: this.#b.d.types[kind] }));
    });
    const columns = [...ids, ...values];
    const select = columns.map(({ name, known, type }) => (known ? `p.${name}` : `CAST(NULL AS ${type}) AS ${name}`));
    const name = this.#b.alias('w');
    this.#tables.push(`${name} AS MATERIALIZED (SELECT ${['cur', ...select].join(', ')} FROM ${skipped.name} AS p UNION ALL SELECT ${['cur', ...columns.map((c) => c.name)].join(', ')} FROM ${taken.name})`);
    const here = [...new Set([...skipped.here, ...taken.here])];
    return { name, here, slots, values: taken.values, edges: taken.edges };
  }

  #table(select: readonly string[], from: string, conditions: readonly Sql[], state: Omit<State, 'name'>): State {
    const name = this.#b.alias('w');
    this.#tables.push(`${name} AS MATERIALIZED (SELECT ${select.join(', ')} FROM ${from}${whereSql(conditions)})`);
    return { ...state, name };
  }

  /** What a step keeps of the paths before it. */
  #kept(state: State): string[] {
    const values = [...state.values].flatMap(([key, kinds]) => {
      const at = key.indexOf('.');
      return kinds.map((kind) => `p.${this.#column(Number(key.slice(0, at)), key.slice(at + 1), kind)}`);
    });
    return [...[...state.slots.keys()].map((slot) => `p.s${slot}`), ...values];
  }

  #values(slot: number, source: Source): { select: string[]; known: Map<string, Kind[]> } {
    const known = new Map<string, Kind[]>();
    const select = this.#wanted(slot).flatMap((property) => {
      const entries = entriesOf(source.bundle(property));
      known.set(
        `${slot}.${property}`,
        entries.map(([kind]) => kind),
      );
      return entries.map(([kind, sql]) => `${sql} AS ${this.#column(slot, property, kind)}`);
    });
    return { select, known };
  }

  #wanted = (slot: number): string[] => [...(this.#needs.get(slot) ?? [])];
  #column = (slot: number, property: string, kind: Kind): string => `v${slot}_${this.#wanted(slot).indexOf(property)}_${kind}`;

  /** The slot is the alias of what a negated step misses, which is there only if that step was gone. */
  #isMissing(slot: number): boolean {
    const within = (steps: readonly PlanStep[]): boolean => steps.some((step) => (step.kind === 'none' ? step.slot === slot : step.kind === 'optional' && within(step.steps)));
    return within(this.#plan.steps);
  }
}
