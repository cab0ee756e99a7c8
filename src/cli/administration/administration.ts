import type { ApiKey, Instance, InstanceChanges, InstanceInput, Job, JobEvent, Role } from '../../platform/platform.ts';
import type { ProbeResult } from '../../platform/probe-config.ts';

/** What commands do with instances, jobs and keys; the same whether a server does it or this process, which then owns the store. */
export interface Administration {
  instances(): Promise<Instance[]>;
  create(input: InstanceInput): Promise<Instance>;
  update(id: string, changes: InstanceChanges): Promise<Instance>;
  remove(id: string): Promise<void>;
  /** Asks Zoom whether a configuration would work; `instanceId` is the one whose secrets masked values stand for. */
  test(config: Readonly<Record<string, unknown>>, instanceId?: string): Promise<ProbeResult>;
  run(id: string): Promise<Job>;
  /** Ends a run that this process does; one of a server goes on without us. */
  stop(id: string): Promise<'stopped' | 'goes-on'>;
  /** Newest first. */
  jobs(options: { instanceId?: string; limit: number }): Promise<Job[]>;
  /** Undefined when there is none. */
  job(id: string): Promise<Job | undefined>;
  /** What a job said so far and, with `follow`, what it says until it ends. */
  events(jobId: string, options: { follow: boolean; signal?: AbortSignal }): AsyncIterable<JobEvent>;
  keys(): Promise<ApiKey[]>;
  createKey(input: NewKey): Promise<{ key: ApiKey; secret: string }>;
  revokeKey(id: string): Promise<ApiKey>;
  /** A copy of the whole store in a new file. */
  backup(file: string): Promise<void>;
  /** An address that signs one browser in, with a role; undefined where no server runs. */
  loginLink(role: Role): Promise<string | undefined>;
  close(): Promise<void>;
}

export interface NewKey {
  readonly name: string;
  readonly role: Role;
  readonly instanceId?: string;
  readonly expiresOn?: number;
}

export const isOver = ({ status }: Job): boolean => status === 'COMPLETED' || status === 'FAILED';
