import { Agent, type Dispatcher, EnvHttpProxyAgent, request } from 'undici';
import { retryAfter } from '../lib/retry-after.ts';
import { findTarget, type Policy, type Target } from './address-policy.ts';
import { ChannelFailure } from './failure.ts';
import { redact, shownUrl } from './redact.ts';
import { failureOfStatus } from './retry.ts';

/** Services answer within seconds; a listener that hangs must not keep others waiting. */
const TIMEOUT_MS = 15_000;
/** Of a refusal so much is read and told. */
const READ_BYTES = 64 * 1024;
const TOLD_CHARACTERS = 300;

export interface Call {
  readonly url: string;
  readonly method: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly policy: Policy;
  readonly signal: AbortSignal;
  /** What must not be told. */
  readonly secrets: readonly string[];
}

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** One request. Redirects are not followed: they would lead where nobody allowed. Fails with a `ChannelFailure` that holds no secret. */
export async function call({ url, method, headers = {}, body, policy, signal, secrets }: Call): Promise<Answer> {
  const address = readUrl(url);
  const target = await findTarget(address.hostname, policy);
  if (address.protocol === 'http:' && !target.allowed)
    throw new ChannelFailure('address-refused', `${shownUrl(url)} is not encrypted. Use https, or allow it with GRAPH_ZOOM_ALLOW_ADDRESSES=${target.host} where the server runs.`);
  const dispatcher = dispatcherFor(address, target);
  try {
    const answer = await request(url, {
      method: method as Dispatcher.HttpMethod,
      headers: { 'user-agent': 'graph-zoom', ...headers },
      body: body ?? null,
      dispatcher,
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    const text = await readSome(answer.body);
    const failure = failureOfStatus(answer.statusCode);
    if (failure === undefined) return { status: answer.statusCode, body: text };
    throw refusal(failure, answer.statusCode, text, answer.headers, url, secrets);
  } catch (error) {
    if (error instanceof ChannelFailure) throw error;
    signal.throwIfAborted();
    const { name, code } = error as { name?: string; code?: string };
    if (name === 'TimeoutError' || code === 'UND_ERR_CONNECT_TIMEOUT') throw new ChannelFailure('timed-out', `${shownUrl(url)} did not answer within ${TIMEOUT_MS / 1000} seconds.`);
    throw new ChannelFailure('unreachable', `${shownUrl(url)} cannot be reached (${code ?? name ?? 'unknown error'}).`);
  } finally {
    await dispatcher.destroy();
  }
}

function readUrl(url: string): URL {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (address === undefined || (address.protocol !== 'https:' && address.protocol !== 'http:')) throw new ChannelFailure('misconfigured', `${shownUrl(url)}: an address begins with https:// or http://.`);
  return address;
}

/** Connects to the addresses that were looked up, and to no others. Behind a proxy it is the proxy that connects. */
function dispatcherFor({ protocol }: URL, { addresses, allowed }: Target): Dispatcher {
  const proxy = process.env.HTTPS_PROXY ?? process.env.https_proxy;
  if (proxy !== undefined && proxy !== '' && protocol === 'https:' && !allowed) return new EnvHttpProxyAgent();
  return new Agent({
    pipelining: 0,
    connect: {
      lookup: (_host, options, callback) =>
        options.all ? (callback as (error: null, found: readonly { address: string; family: number }[]) => void)(null, addresses) : callback(null, addresses[0]?.address as string, addresses[0]?.family),
    },
  });
}

async function readSome(body: Dispatcher.ResponseData['body']): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of body) {
    parts.push(part as Buffer);
    size += (part as Buffer).length;
    if (size >= READ_BYTES) break;
  }
  return Buffer.concat(parts).subarray(0, READ_BYTES).toString('utf8');
}

function refusal(failure: NonNullable<ReturnType<typeof failureOfStatus>>, status: number, text: string, headers: Record<string, string | string[] | undefined>, url: string, secrets: readonly string[]): ChannelFailure {
  const where = shownUrl(url);
  if (failure === 'redirected')
    return new ChannelFailure(
      failure,
      `${where} answered ${status}: it is elsewhere${typeof headers.location === 'string' ? `, at ${shownUrl(new URL(headers.location, url).href)}` : ''}. Redirects are not followed; give the address itself.`,
    );
  const said = redact(text.replace(/\s+/g, ' ').trim(), [...secrets, url]).slice(0, TOLD_CHARACTERS);
  const now = Date.now();
  const asked = headers['retry-after'];
  const until = (failure === 'busy' || failure === 'server-error') && typeof asked === 'string' ? retryAfter(asked, now) : undefined;
  return new ChannelFailure(failure, `${where} answered ${status}${said === '' ? '' : `: ${said}`}.`, until === undefined || until <= now ? {} : { retryAfterMs: until - now });
}
