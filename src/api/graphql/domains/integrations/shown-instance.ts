import type { Instance } from '../../../../platform/platform.ts';
import type { ApiContext } from '../../../context.ts';
import { accountIdOf } from '../account/account.ts';

/** An instance as GraphQL shows it. Its secrets are masked where it comes from. */
export const shownInstance = (instance: Instance, api: Pick<ApiContext, 'account'>) => ({
  id: instance.id,
  name: instance.name,
  accountId: accountIdOf(api),
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
