import { GraphZoomError } from '../../lib/errors.ts';
import type { Instance } from '../../platform/platform.ts';
import { PROGRAM } from '../program-name.ts';

/** The instance that a person means by its name or id; an error lists those there are. */
export function findInstance(instances: readonly Instance[], text: string): Instance {
  const same = (one: Instance) => one.name.toLowerCase() === text.toLowerCase();
  const found = instances.find((one) => one.id === text) ?? instances.find((one) => one.name === text) ?? (instances.filter(same).length === 1 ? instances.find(same) : undefined);
  if (found) return found;
  throw new GraphZoomError('not-found', `There is no instance "${text}".`, {
    hint: instances.length === 0 ? `There is none yet: \`graph-zoom instances add\` makes one.` : `There ${instances.length === 1 ? 'is' : 'are'}: ${instances.map(({ name }) => name).join(', ')}.`,
  });
}

/** A name as one types it after a command. */
export const shellWord = (text: string): string => (/^[\w.@/:-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** A command about an instance, as it is typed here. */
export const commandFor = (verb: string, { name }: Pick<Instance, 'name'>): string => `${PROGRAM} instances ${verb} ${shellWord(name)}`;
