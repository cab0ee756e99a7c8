import type { Command } from 'commander';
import type { Instance } from '../../../platform/platform.ts';
import type { AdministrationSession } from '../../administration/with-administration.ts';

/** Loads what these commands need only when one of them runs. */
export const administering = async <T>(command: Command, work: (session: AdministrationSession) => Promise<T>): Promise<T> =>
  (await import('../../administration/with-administration.ts')).withAdministration(command, work);

/** The instance that a person named, by name or id. */
export const named = async ({ administration }: AdministrationSession, name: string): Promise<Instance> => (await import('../../instances/find-instance.ts')).findInstance(await administration.instances(), name);

/** How much an instance holds. */
export async function sizeOf({ store }: AdministrationSession, scope: string): Promise<{ entities: number; relationships: number }> {
  const { entities, relationships } = await store.counts(scope);
  const sum = (counts: Record<string, number>) => Object.values(counts).reduce((total, count) => total + count, 0);
  return { entities: sum(entities), relationships: sum(relationships) };
}
