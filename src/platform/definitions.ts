import { CUSTOM } from './definition-custom.ts';
import { ZOOM } from './definition-zoom.ts';
import type { Definition, Definitions } from './platform.ts';

const ALL: readonly Definition[] = [ZOOM, CUSTOM];

/** The kinds of integration there are. */
export const definitions: Definitions = {
  list: async () => [...ALL],
  get: async (id) => definitionOf(id),
  byType: async (integrationType) => ALL.find((definition) => definition.integrationType === integrationType.toLowerCase()),
};

/** The definition with this id; undefined when there is none. */
export const definitionOf = (id: string): Definition | undefined => ALL.find((definition) => definition.id === id);
