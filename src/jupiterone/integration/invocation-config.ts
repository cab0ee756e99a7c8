import { type Config, createClient, INSTANCE_CONFIG_FIELDS, settingsOf } from './config.ts';
import { closeRuns } from './run.ts';
import type { InvocationConfig } from './sdk.ts';
import { toSdkError } from './sdk-errors.ts';
import { stepStartStates } from './start-states.ts';
import { integrationSteps } from './steps.ts';

/** What JupiterOne's SDK runs: `export { invocationConfig } from 'graph-zoom'` is a whole integration. */
export const invocationConfig = {
  instanceConfigFields: INSTANCE_CONFIG_FIELDS,

  /** Fails before anything is read where the credentials are missing, or Zoom does not take them. */
  async validateInvocation({ instance }) {
    try {
      const client = createClient(settingsOf(instance.config));
      try {
        await client.scopes();
      } finally {
        await client.close();
      }
    } catch (error) {
      throw toSdkError(error);
    }
  },

  getStepStartStates: ({ instance }) => stepStartStates(instance.config),

  integrationSteps,

  /** Called by newer versions of the SDK. */
  afterExecution: closeRuns,
} satisfies InvocationConfig<Config> & { afterExecution: () => Promise<void> };
