/** What may go wrong, each on its own switch. Numbers are shares of requests; a request that failed so succeeds within three tries. */
export interface Faults {
  readonly serverError: number;
  readonly reset: number;
  readonly slow: number;
  /** How long a slow answer takes. */
  readonly slowMs: number;
  readonly truncated: number;
  readonly badJson: number;
  /** HTTP 200 with an error in the body (reference/zoom-api.md, section 6). */
  readonly errorBody: number;
  /** 401/124 although the token is good: the client must renew it. */
  readonly unauthorized: number;
  /** A burst of per-second 429s whatever the rate. */
  readonly storm429: number;
  /** The second page of every list answers once that its token has expired. */
  readonly pageTokenExpired: boolean;
  /** The last record of a page comes again on the next. */
  readonly duplicates: boolean;
  /** Share of users that are gone between list and detail. */
  readonly vanishing: number;
  readonly unknownKeys: boolean;
  readonly totalsDrift: boolean;
  /** Everything answers 503. */
  readonly outage: boolean;
  /** The label's day ends after so many requests, until `retryAfter` says (section 2.2). */
  readonly dailyLimit?: { readonly label: string; readonly after: number; readonly form: 'iso' | 'http' | 'seconds' };
}

const NONE: Faults = {
  serverError: 0,
  reset: 0,
  slow: 0,
  slowMs: 2_000,
  truncated: 0,
  badJson: 0,
  errorBody: 0,
  unauthorized: 0,
  storm429: 0,
  pageTokenExpired: false,
  duplicates: false,
  vanishing: 0,
  unknownKeys: false,
  totalsDrift: false,
  outage: false,
};

export const FAULT_PROFILES = {
  none: NONE,
  flaky: { ...NONE, serverError: 0.03, reset: 0.02, slow: 0.002, truncated: 0.01, badJson: 0.01, errorBody: 0.01, unauthorized: 0.002, unknownKeys: true, totalsDrift: true, duplicates: true },
  storm: { ...NONE, storm429: 0.1 },
  daily: { ...NONE, dailyLimit: { label: 'MEDIUM', after: 300, form: 'iso' } },
  outage: { ...NONE, outage: true },
  vanishing: { ...NONE, vanishing: 0.05 },
  duplicates: { ...NONE, duplicates: true },
  'expired-page': { ...NONE, pageTokenExpired: true },
} as const satisfies Record<string, Faults>;
export type FaultProfileName = keyof typeof FAULT_PROFILES;

/** Every fault of a profile, or of no profile with some switched on. */
export const faultsOf = (given: FaultProfileName | Partial<Faults> | undefined): Faults => (typeof given === 'string' ? FAULT_PROFILES[given] : { ...NONE, ...given });
