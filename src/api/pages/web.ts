import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type SendOptions, send } from '@fastify/send';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../api-error.ts';
import { SECURITY_HEADERS } from '../security/headers.ts';

/** Addresses of the page: its own script decides what each shows. */
export const WEB_ROUTES = [
  '/',
  '/explore',
  '/query',
  '/questions',
  '/users',
  '/users/:id',
  '/groups',
  '/groups/:id',
  '/roles',
  '/roles/:id',
  '/people',
  '/alerts',
  '/alerts/:id',
  '/rules',
  '/rules/new',
  '/rules/:id',
  '/integrations',
  '/integrations/:id',
  '/settings',
] as const;

/** Where the page was built to: beside the program, or above the source while one works on it. */
const FOLDERS = ['./web/', '../../../dist/web/'].map((folder) => fileURLToPath(new URL(folder, import.meta.url)));
const HOUR = 3_600_000;
const YEAR = 31_536_000_000;

/** The folder of the built page; undefined where it was not built. */
export const webFolder = (): string | undefined => FOLDERS.find((folder) => existsSync(path.join(folder, 'index.html')));

/** Scripts, styles and the icon of the page. Nobody's data is in them, so they need no key; their names change with what is in them. */
export function registerAssets(app: FastifyInstance, folder: string): void {
  app.get<{ Params: { name: string } }>('/assets/:name', { config: { needs: 'public' }, schema: { hide: true } }, (request, reply) =>
    sendAsset(request, reply, request.params.name, { root: path.join(folder, 'assets'), maxAge: YEAR, immutable: true }),
  );
  app.get('/icon.svg', { config: { needs: 'public' }, schema: { hide: true } }, (request, reply) => sendAsset(request, reply, 'icon.svg', { root: folder, maxAge: HOUR }));
}

/** One file of a folder, with the headers by which browsers keep it; what is no file of it is not found. */
async function sendAsset({ raw }: FastifyRequest, reply: FastifyReply, name: string, options: SendOptions): Promise<FastifyReply> {
  const { type, statusCode, headers, stream } = await send(raw, encodeURIComponent(name), options);
  if (type !== 'file') throw new ApiError(404, 'NOT_FOUND', `The page has no file ${JSON.stringify(name.slice(0, 100))}.`);
  return reply.code(statusCode).headers(headers).send(stream);
}

/** The page, with a nonce for the styles that its components make; its editor places its parts by style attributes. */
export async function sendWeb(reply: FastifyReply, folder: string): Promise<FastifyReply> {
  const nonce = randomBytes(16).toString('base64');
  const text = await readFile(path.join(folder, 'index.html'), 'utf8');
  reply.header('content-security-policy', (SECURITY_HEADERS['content-security-policy'] as string).replace("style-src 'self'", `style-src 'self' 'nonce-${nonce}'; style-src-attr 'unsafe-inline'`));
  return reply.type('text/html; charset=utf-8').send(text.replace('__NONCE__', nonce));
}
