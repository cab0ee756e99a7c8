/** Kinds of values a property can have in the graph. `time` is epoch milliseconds, made of Zoom's ISO text. */
export type PropertyType = 'boolean' | 'number' | 'string' | 'time' | 'booleans' | 'numbers' | 'strings' | 'objects';

/** One property of an entity, as data: documentation, schema and conversion are derived from it. */
export interface PropertyDef {
  /** Name in the graph. */
  readonly name: string;
  readonly type: PropertyType;
  readonly description: string;
  /** Zoom's answer and dotted path this comes from, `settings:in_meeting.chat`; absent where it is derived. */
  readonly from?: string;
  /** How it is derived, for people, where it is not a copy. */
  readonly derived?: string;
  /** Zoom's answers and paths it is derived from, `users:type`; absent where no answer of Zoom's tells it. */
  readonly of?: readonly string[];
  /** A credential or passcode: named here so that the documentation can say it is never collected. */
  readonly sensitive?: boolean;
}

export interface EntityDef {
  readonly type: string;
  readonly classes: readonly string[];
  readonly description: string;
  /** How `_key` is built. */
  readonly key: string;
  readonly properties: readonly PropertyDef[];
}

export interface RelationshipDef {
  readonly type: string;
  readonly class: string;
  readonly from: string;
  readonly to: string;
  readonly description: string;
}

/** Property name of a dotted path of Zoom's: `in_meeting.e2e_encryption` is `inMeetingE2eEncryption` (design, section 4). */
export const camelCase = (path: string): string =>
  path
    .replace(/[^A-Za-z0-9._ -]/g, '') // JupiterOne allows no other character in a property's name
    .split(/[._]+/)
    .filter((word) => word !== '')
    .map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('');

/** One setting: the property's name follows from Zoom's path. */
export interface SettingDef {
  readonly path: string;
  readonly type: PropertyType;
  readonly description: string;
  readonly sensitive?: boolean;
}

/** Declares a setting by Zoom's dotted path. */
export const setting = (path: string, type: PropertyType, description: string): SettingDef => ({ path, type, description });

/** Declares a setting whose value is a passcode or credential: it is dropped inside `zoom/` and never stored. */
export const secretSetting = (path: string, description: string): SettingDef => ({ path, type: 'string', description, sensitive: true });
