import { GraphZoomError } from '../lib/errors.ts';
import { type ConfigField, type Definition, MASKED } from './platform.ts';
import { checkZoomConfig } from './zoom-config.ts';

type Values = Readonly<Record<string, unknown>>;

/** Holds the tags; no field of the definition (reference/jupiterone-platform.md, section 4.1). */
const TAGS = '@tag';

export interface CheckedConfig {
  readonly plain: Record<string, unknown>;
  /** By field: a new value, or `MASKED` for the one that is kept. */
  readonly secrets: Record<string, unknown>;
}

/** Whether a field says how the graph is pushed to JupiterOne. */
export const isOfJupiterOne = (key: string): boolean => key.startsWith('jupiterOne');
/** Where the secrets of an instance are sent. */
const DESTINATIONS = [
  { addresses: ['apiUrl', 'oauthUrl'], isSentThere: (key: string) => !isOfJupiterOne(key) },
  { addresses: ['jupiterOneUrl', 'jupiterOneAccount'], isSentThere: isOfJupiterOne },
] as const;

/** Checks a configuration against its definition. `kept` are the secrets there are, which `MASKED` may stand for; `before` is what was plain. */
export function checkConfig(definition: Definition, config: Values, kept: ReadonlySet<string> = new Set(), before: Values = {}): CheckedConfig {
  const checked: CheckedConfig = { plain: {}, secrets: {} };
  for (const [key, given] of Object.entries(config)) {
    if (key === TAGS) {
      const tags = checkTags(given);
      if (tags) checked.plain[TAGS] = tags;
      continue;
    }
    const field = fieldOf(definition, key);
    const value = given === MASKED && field.mask ? keptSecret(key, kept) : checkValue(field, given);
    if (value !== undefined) (field.mask ? checked.secrets : checked.plain)[key] = value;
  }
  const missing = definition.configFields.find((field) => !field.optional && checked.plain[field.key] === undefined && checked.secrets[field.key] === undefined);
  if (missing) throw invalid(`${missing.key} (${missing.displayName}) is missing`);
  if (definition.integrationType === 'zoom') {
    checkZoomConfig({ ...checked.plain, ...checked.secrets });
    // Whoever may change an address but does not know the secrets must not have them sent there.
    for (const { addresses, isSentThere } of DESTINATIONS) {
      const moved = addresses.find((key) => kept.size > 0 && checked.plain[key] !== before[key]);
      if (moved && Object.entries(checked.secrets).some(([key, value]) => value === MASKED && isSentThere(key))) throw invalid(`${moved} was changed; the credentials have to be given again with it`);
    }
  }
  return checked;
}

/** A definition without fields takes whatever its owner keeps there, and shows nothing of it. */
function fieldOf(definition: Definition, key: string): ConfigField {
  if (!definition.runnable) return { key, displayName: key, description: '', type: 'json', mask: true, optional: true };
  const field = definition.configFields.find((one) => one.key === key);
  if (field) return field;
  throw invalid(`${JSON.stringify(key.slice(0, 60))} is no field of ${definition.title}; there are ${definition.configFields.map((one) => one.key).join(', ')} and ${TAGS}`);
}

function keptSecret(key: string, kept: ReadonlySet<string>): string {
  if (kept.has(key)) return MASKED;
  throw invalid(`${key} is ${MASKED}, but there is no value that could be kept`);
}

/** The value as its type; undefined for one that was taken away. Never repeats the value of a secret. */
function checkValue(field: ConfigField, given: unknown): unknown {
  if (given === null || given === undefined || given === '') return undefined;
  if (field.type === 'json') return given;
  if (field.type === 'boolean') {
    const told = typeof given === 'string' ? given.toLowerCase() : String(given);
    if (told === 'true' || told === 'false') return told === 'true';
    throw invalid(`${field.key} must be true or false`);
  }
  if (typeof given !== 'string' && typeof given !== 'number') throw invalid(`${field.key} must be a text`);
  // Blanks around a secret may be meant; its own check says where they cannot be.
  const text = field.mask ? String(given) : String(given).trim();
  if (field.options && !field.options.some(({ value }) => value === text)) throw invalid(`${field.key} must be ${field.options.map(({ value }) => value).join(', ')}`);
  return text === '' ? undefined : text;
}

function checkTags(given: unknown): Record<string, boolean> | undefined {
  if (given === null || given === undefined) return undefined;
  if (typeof given !== 'object' || Array.isArray(given)) throw invalid(`${TAGS} must be an object such as {"AccountName": true, "Production": false}`);
  return Object.fromEntries(
    Object.entries(given).map(([name, on]) => {
      if (name !== 'AccountName' && name !== 'Production') throw invalid(`${TAGS} has AccountName and Production, and no ${JSON.stringify(name.slice(0, 60))}`);
      if (typeof on !== 'boolean') throw invalid(`${TAGS}.${name} must be true or false`);
      return [name, on];
    }),
  );
}

const invalid = (what: string) => new GraphZoomError('config-invalid', `The configuration is wrong: ${what}.`, { hint: 'Correct what the message names and send it again.' });
