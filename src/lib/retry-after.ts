/** The moment that a `Retry-After` names: seconds, an HTTP date (RFC 9110, section 10.2.3), or Zoom's ISO date-time (reference/zoom-api.md, 2.2). */
export function retryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined || value.trim() === '') return undefined;
  const at = /^\s*\d+(\.\d+)?\s*$/.test(value) ? now + Number(value) * 1000 : Date.parse(value);
  return Number.isFinite(at) ? at : undefined;
}
