import type { Clock } from '../lib/clock.ts';
import { Emitter } from '../lib/events.ts';
import type { Store } from '../store/store.ts';
import { createAudit } from './audit.ts';
import { definitions } from './definitions.ts';
import { createIds } from './ids.ts';
import { createInstances, type OwnInstances } from './instances.ts';
import { createJobs, type OwnJobs } from './jobs.ts';
import { createKeys, type OwnKeys } from './keys.ts';
import type { Platform, PlatformEvents } from './platform.ts';
import { retain } from './retention.ts';
import { createRotatedTokens, type RotatedTokens } from './rotated.ts';
import type { SecretKey } from './secret-key.ts';
import { createSessions, type OwnSessions } from './sessions.ts';
import type { Vault } from './vault.ts';

/** The platform, and what the program itself does with it. */
export interface OwnPlatform extends Platform {
  readonly instances: OwnInstances;
  readonly jobs: OwnJobs;
  readonly keys: OwnKeys;
  readonly sessions: OwnSessions;
  readonly rotated: RotatedTokens;
  /** Lets go what is past its time: removed instances, old jobs, audit entries, sessions. */
  retain(): Promise<void>;
  /** Another key for the credentials. Without `key`, ends a rotation that was begun elsewhere (two keys in the environment) or cut off. Gives the instances whose credentials nothing can read. */
  rotate(key?: SecretKey): Promise<string[]>;
}

export interface PlatformOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly vault: Vault;
  /** Ends the run of an instance that is removed. */
  readonly stopRun?: (instanceId: string) => Promise<void>;
}

/** Puts the platform together on the records of a store. */
export function createPlatform({ store, clock, vault, stopRun = async () => {} }: PlatformOptions): OwnPlatform {
  const events = new Emitter<PlatformEvents>();
  const shared = { records: store.records, clock, newId: createIds(clock), events };
  const audit = createAudit(shared);
  const keys = createKeys({ ...shared, audit });
  const sessions = createSessions({ ...shared, audit });
  const jobs = createJobs(shared);
  const rotated = createRotatedTokens();
  const instances = createInstances({ store, clock, vault, rotated, audit, events, stopRun, revokeKeys: keys.revokeOf });
  return {
    definitions,
    instances,
    jobs,
    keys,
    sessions,
    audit,
    events,
    rotated,
    retain: () => retain({ store, clock, instances, jobs, sessions }),
    async rotate(key) {
      if (key) await vault.beginRotation(key);
      const unreadable = await instances.reseal();
      // With something left that no key opens, the old ones stay: they may be what is missing elsewhere.
      if (unreadable.length === 0) await vault.endRotation();
      return unreadable;
    },
  };
}
