import { camelCase } from './define.ts';
import { ENTITY_TYPES } from './index.ts';
import { ACCOUNT_SETTINGS, USER_SETTINGS } from './settings/index.ts';

let descriptions: Map<string, string> | undefined;

/** What a property of a type means, as the data model declares it; undefined where Zoom sends it and nobody has described it. */
export function describeProperty(type: string, property: string): string | undefined {
  descriptions ??= new Map([
    ...USER_SETTINGS.map(({ path, description }) => [`zoom_user.${camelCase(path)}`, description] as const),
    ...ACCOUNT_SETTINGS.map(({ path, description }) => [`zoom_account.${camelCase(path)}`, description] as const),
    ...ENTITY_TYPES.flatMap((entity) => entity.properties.map(({ name, description }) => [`${entity.type}.${name}`, description] as const)),
  ]);
  return descriptions.get(`${type}.${property}`);
}
