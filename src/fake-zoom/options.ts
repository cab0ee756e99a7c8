import type { Clock } from '../lib/clock.ts';
import type { OrganisationChange } from './changes.ts';
import type { Edit } from './edit.ts';
import type { FaultProfileName, Faults } from './faults.ts';
import type { Credentials } from './oauth.ts';
import type { FakePlan } from './rate-limits.ts';
import type { WebhookTarget } from './webhooks.ts';
import type { World } from './world.ts';

export interface FakeZoomOptions {
  readonly users: number;
  readonly seed?: number;
  readonly plan?: FakePlan;
  readonly latencyMs?: number;
  /** Share of each limit that other apps of the account use. */
  readonly otherLoad?: number;
  readonly faults?: FaultProfileName | Partial<Faults>;
  /** Scopes of the app; all classic ones of the endpoint table where not given. */
  readonly scopes?: readonly string[];
  readonly locks?: { readonly meetingAuthentication?: boolean; readonly recordingAuthentication?: boolean };
  readonly port?: number;
  readonly tokenLifetimeS?: number;
  readonly pageTokenLifetimeMs?: number;
  /** No list gives more records a page than this, so that a small company has many pages. */
  readonly maxPageSize?: number;
  readonly clock?: Clock;
  /** Plants texts that begin with CANARY in every secret key and in unknown keys that look like one. */
  readonly canaries?: boolean;
  readonly webhook?: WebhookTarget;
  /** The redirect addresses registered in the app; any is taken for one where not given. */
  readonly redirectUris?: readonly string[];
  /** How long a refresh token that was used still works; 0 where not given, which is stricter than Zoom. */
  readonly refreshGraceMs?: number;
  /** `api_url` of token answers: the fake's own address where not given, none for an empty text. */
  readonly apiUrl?: string;
}

/** What can be switched while the fake runs. */
export type Switches = Pick<FakeZoomOptions, 'faults' | 'scopes' | 'plan' | 'otherLoad' | 'latencyMs'>;

/** Requests answered, by label, by route, and refused for the rate. */
export interface Requests {
  total: number;
  rateLimited: number;
  readonly tokens: () => number;
  readonly byLabel: Record<string, number>;
  readonly byRoute: Record<string, number>;
}

export interface FakeZoom {
  readonly url: string;
  readonly apiUrl: string;
  readonly oauthUrl: string;
  readonly credentials: Credentials;
  readonly world: World;
  readonly requests: Requests;
  /** Changes the company, and sends webhooks where there is a target. */
  change(count: number): OrganisationChange[];
  /** Changes one thing of one user, and sends the webhook of it where there is a target. */
  edit(wanted: Edit): OrganisationChange;
  set(options: Switches): void;
  close(): Promise<void>;
}
