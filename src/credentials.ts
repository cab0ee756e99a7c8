/** The credentials, as the app's page in the Zoom Marketplace calls them. */
export const CREDENTIALS = {
  ZOOM_ACCOUNT_ID: 'Account ID',
  ZOOM_CLIENT_ID: 'Client ID',
  ZOOM_CLIENT_SECRET: 'Client Secret',
  ZOOM_ACCESS_TOKEN: 'access token',
} as const;
export type CredentialName = keyof typeof CREDENTIALS;

/** What makes a value impossible as a credential, as part of a sentence that names it; undefined where nothing does. Never repeats the value. */
export function wrongCredential(value: string): string | undefined {
  if (/^["'\u2018-\u201d]|["'\u2018-\u201d]$/.test(value.trim())) return 'there are quotes around it; leave them out';
  if (/^bearer\s/i.test(value)) return 'leave out the word "Bearer"; only the token itself is asked for';
  if (/\s/.test(value)) return "there is a space or line break in it; copy it again with the copy button of the app's page";
  return undefined;
}

/** The same for what a person types, where a likely mistake can still be put right: Zoom alone knows what its ids look like. */
export function unlikelyCredential(name: CredentialName, value: string): string | undefined {
  const wrong = wrongCredential(value);
  if (wrong !== undefined) return wrong;
  if (/^[<[{$].*[>\]}]$/.test(value) || /^(?:your|my)[-_]/i.test(value)) return 'this is a placeholder; put in what the app\'s page shows under "App Credentials"';
  if (name === 'ZOOM_ACCOUNT_ID' && /^\d[\d-]{5,}$/.test(value)) return 'this is the account number; the Account ID has letters and stands on the app\'s page under "App Credentials"';
  if (/@/.test(value)) return 'this is an e-mail address; it is asked for what the app\'s page shows under "App Credentials"';
  return undefined;
}
