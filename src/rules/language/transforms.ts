import { GraphZoomError } from '../../lib/errors.ts';
import { nearest } from '../../lib/nearest.ts';
import type { Scope } from './jexl.ts';
import { isObject, listOf, property, sized, textOf } from './values.ts';

type Transform = (subject: unknown, args: readonly unknown[], scope: Scope) => unknown;

/** JupiterOne's transforms (reference/jupiterone-platform.md, section 3.6): what stands behind a bar. */
const TRANSFORMS: Readonly<Record<string, Transform>> = {
  mapTemplate(subject, [name], scope) {
    if (typeof name !== 'string') throw new GraphZoomError('rule-invalid', 'mapTemplate needs the name of a template of the rule.', { hint: "Write mapTemplate('name')." });
    const items = listOf(subject);
    return items.map((item, itemIndex) => scope.named(name, { item, itemIndex, itemCount: items.length }));
  },

  mapProperty(subject, names, scope) {
    return listOf(subject).map((item) => {
      scope.budget.spend(names.length);
      const [only] = names;
      return names.length === 1 ? property(item, nameOf(only)) : Object.fromEntries(names.map((name) => [nameOf(name), property(item, nameOf(name))]));
    });
  },

  uniquePropertyValues(subject, [name], scope) {
    const found = new Set<unknown>();
    for (const item of listOf(subject)) {
      scope.budget.spend();
      for (const value of listOf(property(item, nameOf(name)))) found.add(value);
    }
    return [...found];
  },

  merge(subject, more, scope) {
    const all = [subject, ...more].flatMap((list) => listOf(list));
    scope.budget.spend(all.length);
    return all;
  },

  join(subject, [separator = ','], scope) {
    const items = listOf(subject);
    scope.budget.spend(items.length);
    return sized(items.map((item) => textOf(item, scope.budget)).join(textOf(separator, scope.budget)), scope.budget);
  },

  length: (subject) => (typeof subject === 'string' ? subject.length : isObject(subject) ? Object.keys(subject).length : listOf(subject).length),
};

const nameOf = (name: unknown): string => {
  if (typeof name === 'string') return name;
  throw new GraphZoomError('rule-invalid', 'mapProperty and uniquePropertyValues need the name of a property.', { hint: "Write mapProperty('displayName')." });
};

/** Applies the transform of this name. */
export function transform(name: string, subject: unknown, args: readonly unknown[], scope: Scope): unknown {
  const known = knownTransform(name);
  scope.budget.spend(listOf(subject).length);
  return known(subject, args, scope);
}

/** A transform that exists, or an error that lists them. */
export function knownTransform(name: string): Transform {
  const found = Object.hasOwn(TRANSFORMS, name) ? TRANSFORMS[name] : undefined;
  if (found) return found;
  const near = nearest(name, Object.keys(TRANSFORMS));
  throw new GraphZoomError('rule-invalid', `There is no transform "${name}".`, { hint: near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `There are: ${Object.keys(TRANSFORMS).join(', ')}.` });
}
