import { secretParameter } from './secret-words.ts';

/** Three base64url parts, the first an encoded `{"…`. */
const JWT = /eyJ[\w-]{8,}\.[\w-]+\.[\w-]*/;
const JWTS = new RegExp(JWT, 'g');
const BEARER = /\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi;
const USERINFO = /(:\/\/)[^\s/?#@"'<>]*@/g;
/** One parameter of a query or fragment; its value ends where the next parameter or the text goes on. */
const PARAMETER = /([?&#;])([\w.[\]-]+)=[^&#\s"'<>]*/g;
/** The same in a URL that is itself a parameter, encoded once or more. */
const ENCODED_PARAMETER = /(%(?:25)*(?:3F|26|23))([\w.-]+)(?:=|%(?:25)*3D)(?:(?!%(?:25)*(?:26|23))[^&#\s"'<>])*/gi;
/** `password=abc`, `"access_token": "abc"`: a name and its value, as messages and JSON write them. */
const ASSIGNED = /([\w.-]+)(["'\\]*\s*[:=]\s*)("[^"]*"?|'[^']*'?|\\"[^"]*"?|[^\s,;&"'}\]]+)/g;
const STARTS_QUERY = /^(\?|#|%(25)*(3F|23))$/i;

/** Whether the text holds a JSON Web Token. */
export const holdsJwt = (text: string): boolean => text.includes('eyJ') && JWT.test(text);

const without = (text: string, parameter: RegExp): string => {
  let removed = false;
  const rest = text.replace(parameter, (whole: string, before: string, name: string) => {
    if (!secretParameter(name)) return whole;
    removed = true;
    // Leaves the mark that begins a query, so that the next parameter does not become part of the path.
    return STARTS_QUERY.test(before) ? `${before}\0` : '';
  });
  return removed ? rest.replace(/\0(&|;|%(25)*26)/gi, '').replace(/(\?|#|%(25)*(3F|23))\0/gi, '') : text;
};

/** A string without the secrets that URLs in it carry (`?pwd=`, `zak`, `user:password@`); the rest of each URL stays. */
export const cleanUrls = (text: string): string => {
  let clean = text;
  if (clean.includes('=')) clean = without(clean, PARAMETER);
  if (clean.includes('%')) clean = without(clean, ENCODED_PARAMETER);
  if (clean.includes('://') && clean.includes('@')) clean = clean.replace(USERINFO, '$1');
  return clean;
};

/** Text from outside made fit for a message: no tokens, no passcodes, one line, not endless. */
export const safeText = (text: string, most = 300): string => {
  const clean = cleanUrls(text)
    .replace(JWTS, '[removed]')
    .replace(BEARER, '$1 [removed]')
    .replace(ASSIGNED, (whole: string, name: string, between: string) => (secretParameter(name) && name.toLowerCase() !== 'code' ? `${name}${between}[removed]` : whole))
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  return clean.length > most ? `${clean.slice(0, most)}…` : clean;
};
