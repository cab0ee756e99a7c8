import { GraphZoomError } from '../../lib/errors.ts';
import { isSecretSetting } from '../../notify/channels/index.ts';
import type { ChannelKind } from '../../notify/delivery.ts';

/** Settings as a command line gives them. */
export interface GivenSettings {
  /** `key=value`. */
  readonly set: readonly string[];
  /** `key=ENV`: the variable that holds it. */
  readonly setEnv: readonly string[];
}

/** Settings that nobody knows, but whose names say that nobody should see them. */
const SECRET = /secret|token|password|passphrase|apikey|routingkey|integrationkey|authorization|credential|webhookurl/i;

export const isSecret = (kind: ChannelKind, key: string): boolean => isSecretSetting(kind, key) || SECRET.test(key);

/** The configuration that was given. A secret does not come by the command line, where every process of the machine and the shell's history see it: it is asked for on a terminal, else refused. */
export async function readSettings(
  kind: ChannelKind,
  { set, setEnv }: GivenSettings,
  env: Readonly<Record<string, string | undefined>>,
  askHidden: ((key: string) => Promise<string>) | undefined,
): Promise<Record<string, unknown>> {
  const config: Record<string, unknown> = {};
  const put = (key: string, value: string) => {
    const before = config[key];
    // Given twice it is a list.
    config[key] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  };
  for (const text of set) {
    const [key, value] = split('--set', text);
    if (!isSecret(kind, key)) put(key, value);
    else if (askHidden && value === '') put(key, await askHidden(key));
    else
      throw new GraphZoomError('usage', `${key} is a secret: on the command line others on this machine can read it, and the shell keeps it.`, {
        hint: `Put it into a variable and name that: --set-env ${key}=VARIABLE. On a terminal, \`--set ${key}=\` asks for it.`,
      });
  }
  for (const text of setEnv) {
    const [key, name] = split('--set-env', text);
    const value = env[name];
    if (value === undefined || value === '')
      throw new GraphZoomError('config-missing', `The variable ${JSON.stringify(name)} is not set, which ${key} was to come from.`, { hint: `Set it in the environment, then give --set-env ${key}=${name}.` });
    put(key, value);
  }
  return config;
}

function split(option: string, text: string): readonly [string, string] {
  const at = text.indexOf('=');
  const key = text.slice(0, at).trim();
  if (at > 0 && key !== '' && key !== '__proto__') return [key, text.slice(at + 1)];
  // What was given may be a secret: it is not repeated.
  throw new GraphZoomError('usage', `${option} takes ${option === '--set' ? 'key=value' : 'key=VARIABLE'}.`, { hint: 'docs/channels.md lists the settings of each kind.' });
}
