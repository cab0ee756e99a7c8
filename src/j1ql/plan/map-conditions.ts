import type { Condition, Node, Plan, PlanStep } from './plan.ts';

type Test = Condition & { kind: 'test' };

/** A plan with each test of a property replaced; columns of HAVING are left alone. */
export function mapTests(plan: Plan, change: (test: Test) => Condition): Plan {
  const condition = (c: Condition): Condition => {
    switch (c.kind) {
      case 'and':
      case 'or':
        return { ...c, items: c.items.map(condition) };
      case 'not':
        return { ...c, item: condition(c.item) };
      case 'begins':
        return { ...c, start: node(c.start), steps: c.steps.map(step) };
      case 'test':
        return change(c);
      default:
        return c;
    }
  };
  const node = (n: Node): Node => (n.filter ? { ...n, filter: condition(n.filter) } : n);
  const step = (s: PlanStep): PlanStep => (s.kind === 'hop' ? { ...s, node: node(s.node) } : { ...s, steps: s.steps.map(step) });
  return { ...plan, start: node(plan.start), steps: plan.steps.map(step), ...(plan.where ? { where: condition(plan.where) } : {}) };
}
