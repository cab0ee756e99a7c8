import { expect, it } from 'vitest';
import { send, signIn, whileServing } from './support/serving.ts';

it('gives scripts and styles of the page to anybody, to be kept for a year, and nothing else of the folder', () =>
  whileServing(async (served) => {
    const { url } = served;
    const { text } = await send(url, { headers: { cookie: await signIn(served) } });
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(text)?.[1] as string;
    const asset = await send(`${url}${script}`);
    expect(asset).toMatchObject({ status: 200, headers: { 'content-type': expect.stringContaining('javascript'), 'cache-control': 'public, max-age=31536000, immutable', etag: expect.any(String) } });
    expect(await send(`${url}${script}`, { headers: { 'if-none-match': asset.headers.etag as string } })).toMatchObject({ status: 304, text: '' });
    expect(await send(`${url}/icon.svg`)).toMatchObject({ status: 200, headers: { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=3600' } });
    expect(await send(`${url}/nowhere`, { headers: { accept: 'text/html,*/*' } })).toMatchObject({ status: 404, text: expect.stringContaining('There is no such page') });
    expect(await send(`${url}/nowhere`)).toMatchObject({ status: 404, json: { error: { code: 'NOT_FOUND' } } });
    for (const path of ['nothing.js', '..%2findex.html', '..%5cindex.html', '%2e%2e%2f%2e%2e%2fmain.mjs', '%00', '.', '%2e']) expect([path, (await send(`${url}/assets/${path}`)).status]).toEqual([path, 404]);
  }));
