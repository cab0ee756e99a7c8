import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { GraphZoomError } from '../../lib/errors.ts';
import { once } from '../../lib/once.ts';

const SDK = '@jupiterone/integration-sdk-core';

/** How the SDK tells errors apart (reference/jupiterone-platform.md, section 1.9). */
type SdkCode = 'CONFIG_VALIDATION_ERROR' | 'PROVIDER_AUTHENTICATION_ERROR' | 'PROVIDER_AUTHORIZATION_ERROR' | 'PROVIDER_API_ERROR';

interface SdkErrorOptions {
  readonly code: SdkCode;
  readonly message: string;
  readonly fatal?: boolean;
}
type SdkErrorClass = new (options: SdkErrorOptions) => Error;

/** An error as the SDK knows it: of others it tells people nothing but that they are unexpected. */
export function sdkError(code: SdkCode, message: string, { fatal = false }: { fatal?: boolean } = {}): Error {
  const options = { code, message, fatal };
  const Known = classOfSdk();
  return Known ? new Known(options) : Object.assign(new Error(message), options);
}

const CODES: readonly { readonly ours: RegExp; readonly code: SdkCode; readonly fatal: boolean }[] = [
  { ours: /^config-/, code: 'CONFIG_VALIDATION_ERROR', fatal: true },
  { ours: /^zoom-(?:credentials|token|denied)$/, code: 'PROVIDER_AUTHENTICATION_ERROR', fatal: true },
  { ours: /^zoom-scope/, code: 'PROVIDER_AUTHORIZATION_ERROR', fatal: false },
];

/** What was thrown here, as the SDK knows it; a defect stays what it is. */
export function toSdkError(error: unknown): unknown {
  if (!(error instanceof GraphZoomError) || error.code === 'bug') return error;
  const { code, fatal } = CODES.find(({ ours }) => ours.test(error.code)) ?? { code: 'PROVIDER_API_ERROR' as const, fatal: false };
  return sdkError(code, `${error.message} ${error.hint}`.trim(), { fatal });
}

/** `IntegrationError` of the SDK that runs us: it tells its own errors by their class, so it must be that very copy. */
const classOfSdk = once((): SdkErrorClass | undefined => {
  const script = process.argv[1];
  for (const from of [...(script === undefined ? [] : [() => realpathSync(script)]), () => import.meta.url]) {
    try {
      return (createRequire(from())(SDK) as { IntegrationError: SdkErrorClass }).IntegrationError;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'MODULE_NOT_FOUND' && code !== 'ENOENT') throw error;
    }
  }
  return undefined;
});
