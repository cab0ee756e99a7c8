/** More than can be made SQL of. The compiler knows no text; whoever called it says where. */
export class TooComplex extends Error {}

export function tooComplex(message: string): never {
  throw new TooComplex(message);
}
