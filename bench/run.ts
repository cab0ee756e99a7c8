import { benchCollect, benchMemory, benchNeighbour } from './collect.ts';
import { benchJ1ql } from './j1ql.ts';
import type { Row } from './rows.ts';
import { benchRules } from './rules.ts';
import { benchServer } from './server.ts';
import { benchStore } from './store.ts';
import { benchWeb } from './web.ts';

/** Prints the figures of design section 6 that exist so far, each against its limit. `--large` adds 500,000 users. */
const large = process.argv.includes('--large');
const only = process.argv.slice(2).find((arg) => !arg.startsWith('--'));
const benches: Record<string, () => Promise<Row[]> | AsyncIterable<Row>> = {
  collect: benchCollect,
  neighbour: benchNeighbour,
  store: benchStore,
  j1ql: benchJ1ql,
  rules: benchRules,
  server: benchServer,
  web: benchWeb,
  memory: () => benchMemory(large),
};
let missed = 0;
for (const [name, bench] of Object.entries(benches)) {
  if (only !== undefined && only !== name) continue;
  for await (const { what, value, atMost } of await bench()) {
    const good = value <= atMost;
    if (!good) missed++;
    console.log(`${good ? 'ok  ' : 'MISS'}  ${value.toFixed(2).padStart(8)}  at most ${String(atMost).padEnd(5)}  ${what}`);
  }
}
process.exitCode = missed > 0 ? 1 : 0;
