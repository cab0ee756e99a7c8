import { createInterface } from 'node:readline';
import { type FakeZoomOptions, startFakeZoom } from './server.ts';

/** A fake Zoom in a process of its own, for benches: options as JSON in the first argument, commands on standard input. */
const fake = await startFakeZoom(JSON.parse(process.argv[2] ?? '{"users":100}') as FakeZoomOptions);
const say = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`);
say({ url: fake.url, apiUrl: fake.apiUrl, oauthUrl: fake.oauthUrl, credentials: fake.credentials });
for await (const line of createInterface({ input: process.stdin })) {
  const [command, ...rest] = line.split(' ');
  if (command === 'quit') break;
  if (command === 'change') say(fake.change(Number(rest[0])));
  if (command === 'set') fake.set(JSON.parse(rest.join(' ')));
  if (command === 'stats') say({ ...fake.requests, tokens: fake.requests.tokens() });
}
await fake.close();
