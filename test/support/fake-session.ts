import { type FakeZoom, type FakeZoomOptions, startFakeZoom } from '../../src/fake-zoom/server.ts';

type Json = Record<string, unknown>;

/** A body as tests look at it: what it does not have is undefined at run time. */
export interface Body {
  readonly [key: string]: unknown;
  readonly users: Json[];
  readonly groups: Json[];
  readonly roles: Json[];
  readonly members: Json[];
  readonly next_page_token: string;
  readonly page_size: number;
  readonly total_records: number;
  readonly code: number;
  readonly message: string;
  readonly access_token: string;
  readonly refresh_token: string;
  readonly scope: string;
  readonly jid: string;
}

/** One answer; `text` is its body as it came. */
export interface Got {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Body;
}

/** A fake Zoom, a token of its app, and plain requests without any of the product's client. */
export interface Session {
  readonly fake: FakeZoom;
  /** A new Server-to-Server token. */
  newToken(): Promise<string>;
  /** `POST /oauth/token`; with the app's id and secret unless told otherwise. */
  oauth(form: Readonly<Record<string, string>>, authorization?: string | null, path?: string): Promise<Got>;
  /** `GET /v2…` with the session's token. */
  get(path: string, token?: string): Promise<Got>;
}

/** Runs `work` against a fake Zoom of its own and closes it. */
export async function withFake(options: Partial<FakeZoomOptions>, work: (session: Session) => Promise<void>): Promise<void> {
  const fake = await startFakeZoom({ users: 60, plan: 'unlimited', ...options });
  const { accountId, clientId, clientSecret } = fake.credentials;
  const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
  const oauth: Session['oauth'] = async (form, authorization = basic, path = 'token') =>
    got(await fetch(`${fake.oauthUrl}/${path}`, { method: 'POST', headers: authorization === null ? {} : { authorization }, body: new URLSearchParams(form) }));
  const newToken = async () => (await oauth({ grant_type: 'account_credentials', account_id: accountId })).body.access_token;
  let own: string | undefined;
  const get: Session['get'] = async (path, token) => {
    own ??= token ?? (await newToken());
    return got(await fetch(`${fake.apiUrl}${path}`, { headers: { authorization: `Bearer ${token ?? own}` } }));
  };
  try {
    await work({ fake, oauth, newToken, get });
  } finally {
    await fake.close();
  }
}

async function got(response: Response): Promise<Got> {
  const text = await response.text();
  const json = response.headers.get('content-type')?.startsWith('application/json');
  return { status: response.status, headers: response.headers, text, body: JSON.parse(json && text !== '' ? text : '{}') as Body };
}
