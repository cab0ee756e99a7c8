import type { Instance } from '../../../../platform/platform.ts';

/** An instance as GraphQL shows it. Its secrets are masked where it comes from. */
export const shownInstance = (instance: Instance, accountId: string) => ({
  id: instance.id,
  name: instance.name,
  accountId,
  sourceIntegrationInstanceId: null,
  pollingInterval: instance.polling.interval,
  pollingIntervalCronExpression: instance.polling.hour === undefined && instance.polling.dayOfWeek === undefined ? null : { hour: instance.polling.hour, dayOfWeek: instance.polling.dayOfWeek },
  integrationDefinitionId: instance.definitionId,
  description: instance.description,
  config: instance.config,
  offsiteComplete: null,
  instanceRelationship: 'STANDALONE',
  ingestionSourcesOverrides: [],
  collectorPoolId: null,
  resourceGroupId: null,
  createdOn: instance.createdOn,
  createdBy: instance.createdBy,
  updatedOn: instance.updatedOn,
  updatedBy: instance.updatedBy,
});
