const SHOWN = 4;

/** A secret that can be told from another one and not be used: its first and last characters, where it is long enough to keep the rest. */
export const mask = (secret: string): string => (secret.length < 6 * SHOWN ? '…' : `${secret.slice(0, SHOWN)}…${secret.slice(-SHOWN)}`);
