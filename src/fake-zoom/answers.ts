/** One answer of the fake: its status, body and what else the wire shows. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** Already JSON, for answers made of prepared text. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const failure = (status: number, code: number, message: string, headers?: Readonly<Record<string, string>>): Answer => ({ status, body: { code, message }, ...(headers ? { headers } : {}) });

/** Messages as Zoom words them (reference/zoom-api.md, section 6). */
export const notRecognized = failure(404, 2300, 'This API endpoint is not recognized.');
export const noUser = (id: string): Answer => failure(404, 1001, `User does not exist: ${id}.`);
export const noGroup = (id: string): Answer => failure(404, 4130, `A group with the "${id}" ID does not exist.`);
export const noRole = failure(400, 1034, 'Provided `role_id` does not exist.');
export const paidOnly = failure(400, 200, 'Only available for Paid account.');
export const badToken = failure(401, 124, 'Invalid access token.');
export const badPageToken = failure(400, 300, 'The next page token is invalid or expired.');
export const invitation = failure(400, 1120, 'The invitation link is invalid or has expired.');
export const lacksScopes = (scopes: readonly string[]): Answer => failure(400, 4711, `Invalid access token, does not contain scopes:[${scopes.join(', ')}].`);
