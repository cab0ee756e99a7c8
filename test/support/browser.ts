import { parseSetCookie } from 'cookie';

/** A page as a browser got it. */
export interface Visited {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Where it ended, after redirects. */
  readonly url: string;
}

const REDIRECTS = new Set([301, 302, 303]);

/** A browser of the simplest kind: keeps cookies by host and path, follows redirects, reads links. */
export class Browser {
  readonly #cookies: { host: string; path: string; name: string; value: string }[] = [];

  /** Every address it was at, with what came in the query. */
  readonly history: string[] = [];

  async open(address: string, init: RequestInit = {}): Promise<Visited> {
    let [url, options] = [address, init];
    for (;;) {
      this.history.push(url);
      const response = await fetch(url, { ...options, redirect: 'manual', headers: { accept: 'text/html', ...options.headers, cookie: this.#cookieHeader(url) } });
      this.#keep(url, response.headers.getSetCookie());
      const location = response.headers.get('location');
      if (!REDIRECTS.has(response.status) || location === null) return { status: response.status, headers: response.headers, text: await response.text(), url };
      await response.body?.cancel();
      url = new URL(location, url).href;
      options = {};
    }
  }

  /** Sends the form of Zoom's page. */
  async choose(page: Visited, decision: 'allow' | 'deny'): Promise<Visited> {
    const fields = [...page.text.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(([, name = '', value = '']): [string, string] => [unescaped(name), unescaped(value)]);
    return this.open(new URL('/oauth/authorize', page.url).href, { method: 'POST', body: new URLSearchParams([...fields, ['decision', decision]]) });
  }

  #cookieHeader(url: string): string {
    const { hostname, pathname } = new URL(url);
    return this.#cookies
      .filter(({ host, path }) => host === hostname && pathname.startsWith(path))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  }

  #keep(url: string, lines: readonly string[]): void {
    const { hostname: host } = new URL(url);
    for (const line of lines) {
      const { name, value = '', path = '/' } = parseSetCookie(line);
      const old = this.#cookies.findIndex((one) => one.host === host && one.path === path && one.name === name);
      if (old >= 0) this.#cookies.splice(old, 1);
      this.#cookies.push({ host, path, name, value });
    }
  }
}

const unescaped = (text: string): string =>
  text
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replaceAll('&amp;', '&')
    .replaceAll('&quot;', '"');

/** The address of the first link with this text. */
export const linkOf = ({ text }: Visited, words: string): string => {
  const found = new RegExp(`<a [^>]*href="([^"]*)"[^>]*>${words}</a>`).exec(text)?.[1];
  if (found === undefined) throw new Error(`There is no link "${words}" in: ${text}`);
  return unescaped(found);
};
