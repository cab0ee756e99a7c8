import { shellWord } from '../instances/find-instance.ts';
import { PROGRAM } from '../program-name.ts';

/** A command about something, as it is typed here. */
export const commandOf = (verb: string, name: string): string => `${PROGRAM} ${verb} ${shellWord(name)}`;
