import { z } from 'zod';
import type { Change } from '../store/store.ts';
import { clipped } from './bounds.ts';
import { graphValue } from './tool.ts';

/** Changed properties of one object that are told: a new release of Zoom may change a hundred. */
const MOST = 40;

/** How changed properties are answered. */
export const changedProperties = {
  properties: z.array(z.object({ name: z.string(), old: graphValue.optional(), new: graphValue.optional() })).describe('of an update; an absent side means unknown'),
  moreProperties: z.number().optional().describe('how many changed properties are left out'),
};

/** The first changed properties, and how many are left out. */
export function changed(properties: Change['properties']) {
  const shown = properties.slice(0, MOST).map(({ name, old, new: now }) => ({ name, ...(old === undefined ? {} : { old: clipped(old) }), ...(now === undefined ? {} : { new: clipped(now) }) }));
  return { properties: shown, ...(properties.length > MOST ? { moreProperties: properties.length - MOST } : {}) };
}
