/** One answer of the fake: its status, body and what else the wire shows. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const failure = (status: number, code: number, message: string, headers?: Readonly<Record<string, string>>): Answer => ({ status, body: { code, message }, ...(headers ? { headers } : {}) });

/** Messages as Zoom words them (reference/zoom-api.md, sections 2.3 and 6). */
export const notRecognized = failure(404, 2300, 'This API endpoint is not recognized.');
export const noUser = (id: string): Answer => failure(404, 1001, `User does not exist: ${id}.`);
export const noGroup = (id: string): Answer => failure(404, 4130, `A group with the "${id}" ID does not exist.`);
export const noRole = failure(400, 1034, 'Provided `role_id` does not exist.');
export const noAccount = (id: string): Answer => failure(404, 2001, `Account does not exist: ${id}.`);
export const paidOnly = failure(400, 200, 'Only available for Paid account.');
export const badToken = failure(401, 124, 'Invalid access token.');
export const expiredToken = failure(401, 124, 'Access token is expired.');
export const badPageToken = failure(400, 300, 'The next page token is invalid or expired.');
export const invitation = failure(400, 1120, 'The invitation link is invalid or has expired.');
export const imGroupsGone = failure(410, 4137, 'The IM Group APIs are no longer available.');
/** A 401 that says nothing about the token. */
export const noDivisions = failure(401, 30031002, 'Divisions are not available for this account.');

/** What a token lacks. The phone part of the API has its own code, and no full stop. */
export const lacksScopes = (scopes: readonly string[], phone = false): Answer => {
  const message = `Invalid access token, does not contain scopes:[${scopes.join(', ')}]`;
  return phone ? failure(400, 104, message) : failure(400, 4711, `${message}.`);
};

export const perSecond = failure(429, 429, 'You have reached the maximum per-second rate limit for this API. Try again later.', { 'x-ratelimit-type': 'QPS' });
export const dailyLimit = (retryAfter: string, limit: number): Answer =>
  failure(429, 429, 'You have reached the maximum daily rate limit for this API. Refer to the response header for details on when you can make another request.', {
    'x-ratelimit-type': 'Daily-limit',
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': '0',
    'retry-after': retryAfter,
  });
