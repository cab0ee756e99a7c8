import type { Operation } from '../alerting.ts';

/** The level of a rule that names none: JupiterOne's for rules of packs. */
export const DEFAULT_LEVEL = 'HIGH';

/** "Some row", in the form in which JupiterOne's own clients write it. */
export const someRow = (query: string): Record<string, unknown> => ({ type: 'FILTER', specVersion: 1, condition: ['AND', [`queries.${query}.total`, '>', 0]] });

/** The operation of most rules: an alert of that level where a query finds something. */
export const alertOn = (query: string, level: string): Operation => ({
  when: someRow(query),
  actions: [setLevel(level), { type: 'CREATE_ALERT' }],
});

/** Sets the level of the alert. */
export const setLevel = (level: string): Operation['actions'][number] => ({ type: 'SET_PROPERTY', targetProperty: 'alertLevel', targetValue: level });
