import type {} from 'fastify';
import type { Logger } from 'pino';
import type { RunProgress } from '../collect/run-progress.ts';
import type { Clock } from '../lib/clock.ts';
import type { Channels, Outbox } from '../notify/delivery.ts';
import type { Caller, Instance, Job, Platform } from '../platform/platform.ts';
import type { ProbeResult } from '../platform/probe-config.ts';
import type { AccountQuestions } from '../rules/account-questions.ts';
import type { Alerting } from '../rules/alerting.ts';
import type { Store } from '../store/store.ts';

/** What every route is given. */
export interface ApiContext {
  readonly store: Store;
  readonly platform: Platform;
  readonly alerting: Alerting;
  readonly questions: AccountQuestions;
  readonly outbox: Outbox;
  readonly channels: Channels;
  readonly clock: Clock;
  readonly log: Logger;
  /** The account that clients name in `JupiterOne-Account`; any is accepted where none is configured. */
  readonly account: string | undefined;
  /** Runs an instance now. Gives the job as soon as it has begun; fails with `job-running` where one is open. */
  readonly run: (instanceId: string, by: Caller) => Promise<Job>;
  /** Ends the run of an instance and waits for its end; fails with `not-found` where none goes on here. */
  readonly stopRun: (instanceId: string, by: Caller) => Promise<void>;
  /** A number that is another whenever data was written; undefined where that is not known. */
  readonly dataVersion?: () => number;
  /** Where a job stands that runs here. */
  readonly progress?: (jobId: string) => RunProgress | undefined;
  /** Asks Zoom whether a configuration would work, without keeping anything. */
  readonly probe: (config: Readonly<Record<string, unknown>>, instance: Instance | undefined) => Promise<ProbeResult>;
  /** Aborted when the server begins to stop. */
  readonly stopping?: AbortSignal;
  /** When the schedule runs an instance next; undefined where it does not. */
  readonly nextRun?: (instanceId: string) => Promise<number | undefined>;
  /** Where people authorize apps, for instances that do not say otherwise; Zoom's own address where absent. */
  readonly oauthUrl?: string;
  /** Where people reach the server, where that is known to be elsewhere than where it listens. */
  readonly publicUrl?: string;
  /** Where the files of the server are. */
  readonly dataDir: string;
}

/** What a route or resolver needs of its caller; `public` needs no key, and says so on purpose. */
export type Needs = 'public' | 'reader' | 'operator' | 'administrator';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Every route declares it; the server refuses to start with one that does not. */
    needs?: Needs;
    /** Open to keys that were made for one instance, which may do nothing else than upload; the handler looks at `caller.instanceId`. */
    boundKeys?: boolean;
    /** The handler reads the body as a stream and limits it itself. */
    streams?: boolean;
  }
  interface FastifyRequest {
    /** Who asks; absent only on public routes. */
    caller?: Caller & { readonly instanceId?: string };
  }
}
