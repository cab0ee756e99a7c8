/** The only place that builds a `_key` (design, section 4): the keys of JupiterOne's own Zoom integration. */
export const accountKey = (accountId: string): string => `zoom_account:${accountId}`;
export const groupKey = (groupId: string): string => `zoom_group:${groupId}`;
export const roleKey = (roleId: string): string => `zoom_role:${roleId}`;

/** Pending users have no id yet: their key is the e-mail address, in lower case. Undefined when a record has neither. */
export const userKey = (user: { readonly id?: string | undefined; readonly email?: string | undefined }): string | undefined => {
  if (user.id) return `zoom_user:${user.id}`;
  return user.email ? `zoom_user:${user.email.toLowerCase()}` : undefined;
};

/** `<from>|has|<to>`. */
export const relationshipKey = (fromKey: string, relationshipClass: string, toKey: string): string => `${fromKey}|${relationshipClass.toLowerCase()}|${toKey}`;
