/** Shorter texts are no secrets, and would blot out half a sentence. */
const SHORTEST = 4;

/** A text without these secrets, however they are written in it. */
export function redact(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of [...new Set(secrets)].filter((one) => one.length >= SHORTEST).sort((a, b) => b.length - a.length))
    for (const form of new Set([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), Buffer.from(secret).toString('base64'), Buffer.from(secret).toString('base64url')]))
      clean = clean.replaceAll(form, '***');
  return clean;
}

/** Every text in a value. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((inner) => textsIn(inner));
}

/** An address without what may be a credential in it. */
export function shownUrl(url: string): string {
  if (!URL.canParse(url)) return 'an address that cannot be read';
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname === '/' ? '' : '/...'}`;
}
