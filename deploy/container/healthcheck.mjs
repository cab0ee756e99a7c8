// Asks the server of the data directory whether it lives, or whether it is ready: node healthcheck.mjs [healthz|readyz]
// Ends with 0 where it is, with 1 where it is not. The image has no curl, and only server.json knows port and scheme.
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import path from 'node:path';

/** Shorter than the time that container engines give. */
const TIMEOUT_MS = 4_000;

const { url } = JSON.parse(readFileSync(path.join(process.env.GRAPH_ZOOM_HOME ?? '/data', 'server.json'), 'utf8'));
const address = new URL(process.argv[2] ?? 'healthz', `${url}/`);
// Its certificate is for the name that others know it by; no key is sent here.
const options = { timeout: TIMEOUT_MS, rejectUnauthorized: false };
const request = (address.protocol === 'https:' ? https : http).get(address, options, (answer) => {
  console.log(`${address.pathname}: ${answer.statusCode}`);
  process.exit(answer.statusCode === 200 ? 0 : 1);
});
request.on('timeout', () => request.destroy(new Error(`no answer within ${TIMEOUT_MS} ms`)));
request.on('error', (error) => {
  console.error(`${address}: ${error.message}`);
  process.exit(1);
});
