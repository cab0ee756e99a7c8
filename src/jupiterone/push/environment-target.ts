import type { Environment } from '../../config.ts';
import { type Target, targetOf } from './target.ts';

/** The JupiterOne account that the environment names. Fails with `config-missing` and `config-invalid`. */
export const environmentTarget = (env: Environment, instance: string, { integrationInstanceId, scope }: { readonly integrationInstanceId?: string | undefined; readonly scope?: string | undefined } = {}): Target =>
  targetOf(
    {
      apiUrl: env.JUPITERONE_API_BASE_URL,
      account: env.JUPITERONE_ACCOUNT,
      apiKey: env.JUPITERONE_API_KEY,
      integrationInstanceId: integrationInstanceId ?? (scope === undefined ? env.JUPITERONE_INTEGRATION_INSTANCE_ID : undefined),
      scope,
    },
    instance,
    { account: 'JUPITERONE_ACCOUNT', apiKey: 'JUPITERONE_API_KEY', apiUrl: 'JUPITERONE_API_BASE_URL' },
  );
