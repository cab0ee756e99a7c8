import type { Environment } from '../../config.ts';
import { GraphZoomError } from '../../lib/errors.ts';
import { ZOOM } from '../../platform/definition-zoom.ts';
import type { Instance, Polling } from '../../platform/platform.ts';
import type { Administration } from '../administration/administration.ts';
import { askCredentials, askText } from '../ask.ts';
import { note } from '../output.ts';
import { type Config, configOfEnvironment, configOfFile, hasCredentials, pushOfEnvironment } from './credentials.ts';

export interface AddOptions {
  readonly name?: string;
  readonly tagAccountName?: boolean;
  readonly tagProduction?: boolean;
  readonly description?: string;
  readonly polling?: Polling;
  readonly timeZone?: string;
  readonly credentialsFile?: string;
  readonly test: boolean;
  readonly push?: boolean;
}

const isTerminal = (): boolean => process.stdin.isTTY === true && process.stdout.isTTY === true;

/** Makes an instance of what the options, the environment and the person at the terminal give. Tests it first, unless told not to. */
export async function addInstance(administration: Administration, env: Environment, options: AddOptions): Promise<Instance> {
  const name = options.name ?? (isTerminal() ? await askText('Account name', 'Name the account, as it is to be called in the graph.') : undefined);
  if (name === undefined) throw new GraphZoomError('usage', 'The account has no name.', { hint: 'Give one with --name.' });
  if ((await administration.instances()).some((one) => one.name.toLowerCase() === name.trim().toLowerCase()))
    throw new GraphZoomError('usage', `There is an instance "${name}" already.`, { hint: 'Choose another --name, or change that one with `graph-zoom instances edit`.' });
  const config = { ...(await configOf(env, options)), ...(options.push ? pushOfEnvironment(env) : {}) };
  if (options.test) await testFirst(administration, config);
  const { description, polling } = options;
  return administration.create({
    name,
    definitionId: ZOOM.id,
    ...(description === undefined ? {} : { description }),
    ...(polling === undefined ? {} : { polling: inZone(polling, options.timeZone) }),
    config: { ...config, ...tagsOf(options) },
  });
}

/** Secrets come from a file, the environment, or a hidden prompt: what stands on a command line is seen by everybody on the machine. */
async function configOf(env: Environment, { credentialsFile }: AddOptions): Promise<Config> {
  if (credentialsFile !== undefined) return configOfFile(credentialsFile);
  if (hasCredentials(env) || !isTerminal()) return configOfEnvironment(env);
  const { kind: _, ...given } = await askCredentials({ accountId: '', clientId: '', plan: env.ZOOM_PLAN });
  return given;
}

export const inZone = (polling: Polling, timeZone: string | undefined): Polling => (timeZone === undefined ? polling : { ...polling, timeZone });

export const tagsOf = ({ tagAccountName, tagProduction }: Pick<AddOptions, 'tagAccountName' | 'tagProduction'>): Config =>
  tagAccountName === undefined && tagProduction === undefined
    ? {}
    : { '@tag': { ...(tagAccountName === undefined ? {} : { AccountName: tagAccountName }), ...(tagProduction === undefined ? {} : { Production: tagProduction }) } };

/** Credentials that Zoom refuses are an error; what else is missing is told, for a collection works without it. */
export async function testFirst(administration: Administration, config: Config, instanceId?: string): Promise<void> {
  const { probes } = await administration.test(config, instanceId);
  for (const { endpoint, detail, purpose } of probes.filter(({ status, optional }) => status !== 'ok' && !optional)) note(`${endpoint}: ${detail ?? 'refused'} Without it the graph lacks ${purpose}.`);
}
