/** How a fault is switched: a share of requests or users (0 to 1), on or off, or a number of milliseconds. */
type Kind = 'share' | 'switch' | 'ms';
interface FaultEntry {
  readonly kind: Kind;
  readonly what: string;
}
const share = (what: string) => ({ kind: 'share', what }) as const;
const toggle = (what: string) => ({ kind: 'switch', what }) as const;

/** Every fault that is a number or a switch (reference/zoom-api.md, section 9.1). A request that is hit gets through at its third try. */
export const FAULTS = {
  serverError: share('requests answered 500, 502, 503 or 504, most with an HTML page'),
  badGateway: share('requests answered 502 with the HTML page of the network in front of Zoom'),
  reset: share('requests whose connection is dropped before an answer'),
  truncated: share('answers whose connection is dropped in the middle of the body'),
  slow: share('answers whose headers come late, after slowMs'),
  slowBody: share('answers whose body stops half way for slowMs'),
  slowMs: { kind: 'ms', what: 'how long a slow answer takes' },
  badJson: share('answers that are not JSON'),
  errorBody: share('answers with status 200 and an error in the body'),
  unauthorized: share('requests answered 401/124 although the token was good; all tokens die, once in a run'),
  storm429: share('requests answered 429 for the second whatever the rate'),
  pageTokenExpired: toggle('every list says once that its page token has expired'),
  duplicates: toggle('the last record of a page comes again on the next'),
  repeatedPage: toggle('the second page of every list comes twice'),
  removing: share('users deleted for good between two pages of the users list'),
  vanishing: share('users that are gone between list and detail'),
  unknownKeys: toggle('records and settings have keys that nobody has heard of'),
  totalsDrift: toggle('total_records changes from page to page'),
  oddUnauthorized: toggle('the domain lists answer 401/30031002, which is not about the token'),
  appDisabled: toggle('the app is deactivated: no token is given, and none is good'),
  outage: toggle('everything answers 503'),
} as const satisfies Record<string, FaultEntry>;
export type FaultName = keyof typeof FAULTS;

/** A label's day ends after so many requests, until `retry-after` says (section 2.2). */
export interface DailyLimitFault {
  readonly label: string;
  readonly after: number;
  readonly form: 'iso' | 'http' | 'seconds';
}

/** After so many requests the app has lost a scope, as when its maker's role was cut down (section 1.1). */
export interface LostScopeFault {
  readonly scope: string;
  readonly after: number;
}

/** What goes wrong, each on its own switch. */
export type Faults = { readonly [F in FaultName]: (typeof FAULTS)[F]['kind'] extends 'switch' ? boolean : number } & {
  readonly dailyLimit?: DailyLimitFault;
  readonly scopeLost?: LostScopeFault;
};

const SLOW_MS = 2_000;
const NONE = { ...Object.fromEntries(Object.entries(FAULTS).map(([name, { kind }]) => [name, kind === 'switch' ? false : 0])), slowMs: SLOW_MS } as unknown as Faults;

/** Faults that belong together, by name. */
export const FAULT_PROFILES = {
  none: {},
  flaky: { serverError: 0.03, reset: 0.02, slow: 0.002, truncated: 0.01, badJson: 0.01, errorBody: 0.01, unauthorized: 0.002, unknownKeys: true, totalsDrift: true, duplicates: true },
  storm: { storm429: 0.1 },
  daily: { dailyLimit: { label: 'MEDIUM', after: 300, form: 'iso' } },
  outage: { outage: true },
  vanishing: { vanishing: 0.05 },
  duplicates: { duplicates: true },
  'expired-page': { pageTokenExpired: true },
  churn: { removing: 0.05, vanishing: 0.02, duplicates: true, repeatedPage: true, totalsDrift: true, pageTokenExpired: true },
} as const satisfies Record<string, Partial<Faults>>;
export type FaultProfileName = keyof typeof FAULT_PROFILES;

/** Every fault of a profile, or of no profile with some switched on. */
export const faultsOf = (given: FaultProfileName | Partial<Faults> | undefined): Faults => ({ ...NONE, ...(typeof given === 'string' ? FAULT_PROFILES[given] : given) });
