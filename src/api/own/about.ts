import { z } from 'zod';
import { NEEDS } from '../../collect/probe.ts';
import { CHANNEL_TYPES } from '../../notify/channels/index.ts';
import { keepRetention, readRetention } from '../../platform/retention-settings.ts';
import { VERSION } from '../../version.ts';
import { auditedBy } from '../alerting/audited.ts';
import type { ApiContext } from '../context.ts';
import { redirectUri } from '../oauth/redirect-uri.ts';
import type { Answers } from './answers.ts';
import { callerOf } from './instances.ts';
import type { OwnApp } from './register.ts';
import { given } from './schemas.ts';

const reader = { config: { needs: 'reader' as const } };
/** Ten years. */
const MOST_DAYS = 3_650;
const days = z.int().min(1).max(MOST_DAYS);
const retentionChanges = z.strictObject({ jobDays: days, auditDays: days }).partial();

/** What the program is, what it needs of Zoom, and what it keeps for how long. */
export function aboutRoutes(app: OwnApp, { store, clock, platform: { audit } }: ApiContext): void {
  const startedOn = clock.now();

  app.get(
    '/api/about',
    { ...reader, schema: { summary: 'Versions, size of the store, and how long what is kept' } },
    async (): Promise<Answers['GET /api/about']> => ({
      version: VERSION,
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
      startedOn,
      store: await store.info(),
      retention: await readRetention(store.records),
    }),
  );

  app.get('/api/setup', { ...reader, schema: { summary: 'What a Zoom app needs: scopes, each with what it opens, and the address to redirect to' } }, (request): Answers['GET /api/setup'] => ({
    needs: NEEDS,
    redirectUri: redirectUri(request),
  }));

  app.patch(
    '/api/retention',
    { config: { needs: 'administrator' }, schema: { summary: 'Changes how long runs and the audit log are kept', body: retentionChanges } },
    (request): Promise<Answers['PATCH /api/retention']> => auditedBy(audit, callerOf(request))('retention.change', JSON.stringify(request.body), () => keepRetention(store.records, given(request.body))),
  );

  app.get('/api/channel-kinds', { ...reader, schema: { summary: 'Kinds of channels with their settings' } }, (): Answers['GET /api/channel-kinds'] => ({
    items: Object.values(CHANNEL_TYPES).map(({ kind, about, settings }) => ({ kind, about, settings: settings.map((setting) => ({ ...setting })) })),
  }));
}
