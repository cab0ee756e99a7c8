import { GraphZoomError, messageOf } from '../lib/errors.ts';
import type { Emitter } from '../lib/events.ts';
import type { Endpoint } from '../zoom/define-endpoint.ts';
import { getAccount } from '../zoom/endpoints/get-account.ts';
import { getAccountLocks } from '../zoom/endpoints/get-account-locks.ts';
import { getAccountSettings } from '../zoom/endpoints/get-account-settings.ts';
import { getRole } from '../zoom/endpoints/get-role.ts';
import { getUser } from '../zoom/endpoints/get-user.ts';
import { getUserSettings } from '../zoom/endpoints/get-user-settings.ts';
import { listGroups } from '../zoom/endpoints/list-groups.ts';
import { listManagedDomains } from '../zoom/endpoints/list-managed-domains.ts';
import { listRoles } from '../zoom/endpoints/list-roles.ts';
import { listTrustedDomains } from '../zoom/endpoints/list-trusted-domains.ts';
import { listUsers } from '../zoom/endpoints/list-users.ts';
import { coverage, missingScopeMessage } from '../zoom/scopes.ts';
import type { StepReport, StepStatus } from './report.ts';

export interface StepDef {
  readonly title: string;
  readonly endpoint: Endpoint;
  /** The data model of the mission is complete without it. */
  readonly optional: boolean;
}

/** Every step, in the order of reports. What each needs (scopes, label) follows from its endpoint. */
export const STEPS = {
  'fetch-users': { title: 'Users', endpoint: listUsers, optional: false },
  'fetch-user-details': { title: 'Sign-in types', endpoint: getUser, optional: false },
  'fetch-user-settings': { title: 'User settings', endpoint: getUserSettings, optional: false },
  'fetch-groups': { title: 'Groups', endpoint: listGroups, optional: false },
  'fetch-roles': { title: 'Roles', endpoint: listRoles, optional: false },
  'fetch-role-privileges': { title: 'Role privileges', endpoint: getRole, optional: false },
  'fetch-account': { title: 'Account', endpoint: getUser, optional: false },
  'fetch-account-profile': { title: 'Account profile', endpoint: getAccount, optional: true },
  'fetch-account-settings': { title: 'Account settings', endpoint: getAccountSettings, optional: true },
  'fetch-account-locks': { title: 'Account locks', endpoint: getAccountLocks, optional: true },
  'fetch-managed-domains': { title: 'Managed domains', endpoint: listManagedDomains, optional: true },
  'fetch-trusted-domains': { title: 'Trusted domains', endpoint: listTrustedDomains, optional: true },
} as const satisfies Record<string, StepDef>;

export type StepId = keyof typeof STEPS;

/** What a collection tells while it runs. */
export interface CollectEvents {
  'step-started': { readonly id: StepId; readonly title: string };
  'step-progress': { readonly id: StepId; readonly done: number; readonly total?: number };
  'step-finished': StepReport;
  'store-started': { readonly users: number };
}

interface State {
  started: boolean;
  done: number;
  missed: number;
  total?: number;
  end?: { status: StepStatus; reason?: string };
  problem?: string;
}

/** The book of one run: which step stands where, and why. */
export class StepBook {
  readonly #states = new Map<StepId, State>();
  readonly #events: Emitter<CollectEvents>;

  constructor(events: Emitter<CollectEvents>, scopes: ReadonlySet<string> | undefined) {
    this.#events = events;
    for (const id of Object.keys(STEPS) as StepId[]) {
      this.#states.set(id, { started: false, done: 0, missed: 0 });
      // With the account id configured the account entity needs no answer of Zoom's; the run decides on that step itself.
      if (id !== 'fetch-account' && coverage(STEPS[id].endpoint, scopes) === 'missing') this.skip(id, missingScopeMessage(STEPS[id].endpoint));
    }
  }

  /** True while the step may make calls; starts it the first time. */
  open(id: StepId): boolean {
    const state = this.#state(id);
    if (state.end) return false;
    if (!state.started) {
      state.started = true;
      this.#events.emit('step-started', { id, title: STEPS[id].title });
    }
    return true;
  }

  progress(id: StepId, done: number, total?: number): void {
    const state = this.#state(id);
    state.done += done;
    if (total !== undefined) state.total = total;
    this.#events.emit('step-progress', { id, done: state.done, ...(state.total === undefined ? {} : { total: state.total }) });
  }

  /** Notes that `count` objects stay as they were, and why; the first reason is the one reported. */
  miss(id: StepId, count: number, reason: string): void {
    const state = this.#state(id);
    state.missed += count;
    state.problem ??= reason;
  }

  skip(id: StepId, reason: string): void {
    this.#end(id, 'skipped', reason);
  }

  /** Ends the step with an error: partial when something of it was read. */
  fail(id: StepId, error: unknown): void {
    this.#end(id, this.#state(id).done > 0 ? 'partial' : 'failed', error instanceof GraphZoomError ? `${error.message} ${error.hint}` : messageOf(error));
  }

  /** Ends the step: partial when something was missed, else complete. */
  finish(id: StepId): void {
    const state = this.#state(id);
    if (state.end) return;
    if (state.missed === 0) this.#end(id, 'complete');
    else this.#end(id, state.done > 0 ? 'partial' : 'failed', state.problem);
  }

  status(id: StepId): StepStatus | undefined {
    return this.#state(id).end?.status;
  }

  reason(id: StepId): string | undefined {
    return this.#state(id).end?.reason;
  }

  /** Whether something of the step was asked for and could not be read, which says nothing about what it is. What is skipped was not asked for. */
  lost(id: StepId): boolean {
    const { end, missed } = this.#state(id);
    return missed > 0 || end?.status === 'failed' || end?.status === 'partial';
  }

  reports(): StepReport[] {
    return [...this.#states].map(([id, state]) => this.#report(id, state));
  }

  #end(id: StepId, status: StepStatus, reason?: string): void {
    const state = this.#state(id);
    if (state.end) return;
    state.end = { status, ...(reason === undefined ? {} : { reason }) };
    this.#events.emit('step-finished', this.#report(id, state));
  }

  #report(id: StepId, state: State): StepReport {
    const { status, reason } = state.end ?? { status: 'failed', reason: 'The run ended before this step did.' };
    return { id, status, ...(reason === undefined ? {} : { reason }), done: state.done, missed: state.missed, optional: STEPS[id].optional };
  }

  #state(id: StepId): State {
    return this.#states.get(id) as State;
  }
}
