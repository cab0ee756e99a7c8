import type { Domain } from '../../domain.ts';
import { definitionFields, definitionOf, definitionTypes } from './definitions.ts';
import { instanceChanges, instanceFields, instanceTypes } from './instances.ts';
import { jobFields, jobTypes } from './jobs.ts';
import { sdl } from './schema.graphql.ts';
import { tokenChanges, tokenFields } from './tokens.ts';

export const integrations: Domain = {
  name: 'integrations',
  about: 'Kinds of integration, configured instances of them, their jobs and what these said.',
  serviceName: 'integrations',
  sdl,
  Query: { ...definitionFields, ...instanceFields, ...jobFields, ...tokenFields },
  Mutation: { ...instanceChanges, ...tokenChanges },
  types: {
    ...definitionTypes,
    IntegrationInstance: { ...instanceTypes.IntegrationInstance, ...definitionOf },
    IntegrationInstanceLite: { ...instanceTypes.IntegrationInstanceLite, ...definitionOf },
    IntegrationJob: { ...jobTypes.IntegrationJob, ...definitionOf },
  },
};
