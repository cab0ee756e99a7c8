const COLOURS: Record<string, string> = { zoom_account: '#1c5bd8', zoom_user: '#237a35', zoom_role: '#c2410c', zoom_group: '#9c36b5', person: '#0b7285', Person: '#0b7285' };

/** The colour of a type, always the same. */
export function colourOf(type: string): string {
  const known = COLOURS[type];
  if (known) return known;
  let hash = 0;
  for (const character of type) hash = (hash * 31 + character.charCodeAt(0)) % 360;
  return `hsl(${hash} 60% 32%)`;
}
