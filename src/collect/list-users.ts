import path from 'node:path';
import { Spool } from '../lib/spool.ts';
import { OWNER_ROLE_ID } from '../model/privileges.ts';
import { listUsers } from '../zoom/endpoints/list-users.ts';
import { userRecord, type ZoomUser } from '../zoom/schemas.ts';
import { type Context, runStep } from './context.ts';

/**
 * The statuses in the order people pass through them: whoever moves on between two traversals is then met twice, never not at all.
 * One request lists one status (reference/zoom-api.md, section 3.1).
 */
const STATUSES = ['pending', 'active', 'inactive'] as const;

/** The users of all statuses, read whole and kept on disk. */
export class UserLists {
  readonly #spools: Record<(typeof STATUSES)[number], Spool<ZoomUser>>;
  readonly #ids = { inactive: new Set<string>() };
  readonly #emails = new Set<string>();
  readonly #pendingEmails = new Set<string>();
  /** Somebody whose detail tells the account's id: the owner, else whoever came first. */
  someUser: string | undefined;

  constructor(workDir: string, instance: string) {
    const file = (status: string) => path.join(workDir, `list-${encodeURIComponent(instance)}-${status}.ndjson`);
    this.#spools = { pending: new Spool(file('pending')), active: new Spool(file('active')), inactive: new Spool(file('inactive')) };
  }

  get count(): number {
    return STATUSES.reduce((sum, status) => sum + this.#spools[status].count, 0);
  }

  /** Users that have a detail and settings to read. */
  get withSettings(): number {
    return this.count - this.#spools.pending.count;
  }

  /** Reads the three lists. Afterwards the step is complete, or its records so far are still of use. */
  async fetch(context: Context): Promise<void> {
    await runStep(context, 'fetch-users', async () => {
      for (const status of STATUSES) {
        for await (const page of context.client.list(listUsers, { query: { status } })) {
          const users = page.map((record) => userRecord.parse(record));
          await this.#spools[status].add(users);
          this.#note(status, users);
          context.book.progress('fetch-users', users.length);
        }
      }
    });
  }

  /** Every user once, by his latest status. Pending users come last, without those who accepted meanwhile. */
  async *read(): AsyncGenerator<ZoomUser> {
    for await (const user of this.#spools.active.read()) {
      if (user.id !== undefined && this.#ids.inactive.has(user.id)) continue;
      yield this.#seen(user);
    }
    for await (const user of this.#spools.inactive.read()) yield this.#seen(user);
    for await (const user of this.#spools.pending.read()) if (!this.#emails.has(user.email?.toLowerCase() ?? '')) yield user;
  }

  async remove(): Promise<void> {
    await Promise.all(STATUSES.map((status) => this.#spools[status].remove()));
  }

  #note(status: (typeof STATUSES)[number], users: readonly ZoomUser[]): void {
    for (const { id, email, role_id } of users) {
      if (status === 'pending' && email) this.#pendingEmails.add(email.toLowerCase());
      if (status === 'inactive' && id !== undefined) this.#ids.inactive.add(id);
      if (status === 'active' && id !== undefined && (this.someUser === undefined || role_id === OWNER_ROLE_ID)) this.someUser = id;
    }
  }

  /** Remembers only addresses that are also pending: memory does not grow with the users. */
  #seen(user: ZoomUser): ZoomUser {
    const email = user.email?.toLowerCase();
    if (email !== undefined && this.#pendingEmails.has(email)) this.#emails.add(email);
    return user;
  }
}
