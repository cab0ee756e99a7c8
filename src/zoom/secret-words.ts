/** Words that make a key a secret wherever they stand in it, also without a separator (`accesstoken`). */
const ANYWHERE = /passw(or)?d|passcode|passphrase|secret(?!ar)|token|credential|bearer|pwd|(host|private|api|access|encryption|signing|stream|session)key|(activation|recovery|backup|verification|conference|claim)code/;
/** Short words that count only as a whole word (`pin`, not `pinned`). */
const WORDS = new Set(['pin', 'zak', 'jwt', 'otp', 'pass', 'pw', 'authorization', 'tk', 'cred', 'totp']);
/** Names that carry a secret in a URL's query, beside the words above. */
const URL_NAMES = new Set(['code', 'sig', 'signature', 'auth', 'authorization', 'key']);

const known = new Map<string, boolean>();
const MOST_KNOWN = 10_000;

const decide = (key: string): boolean => {
  const words = key
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/);
  return ANYWHERE.test(words.join('')) || words.some((word) => WORDS.has(word) || (word.endsWith('s') && WORDS.has(word.slice(0, -1))));
};

/** Whether a value under this key must be taken for a credential or passcode. Remembered by key: answers repeat the same few hundred. */
export const looksSecret = (key: string): boolean => {
  const found = known.get(key);
  if (found !== undefined) return found;
  const secret = decide(key);
  // Keys come from outside: unbounded ones must not fill the memory.
  if (known.size < MOST_KNOWN) known.set(key, secret);
  return secret;
};

/** Whether a query parameter of this name carries a secret. */
export const secretParameter = (name: string): boolean => URL_NAMES.has(name.toLowerCase()) || looksSecret(name);
