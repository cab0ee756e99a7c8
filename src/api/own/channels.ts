import type { ApiContext } from '../context.ts';
import { channelParams, newChannel } from './alerting-schemas.ts';
import { deskOf } from './desk-of.ts';
import { pageOf } from './page-of.ts';
import type { OwnApp } from './register.ts';
import { pageQuery } from './schemas.ts';

const reader = { config: { needs: 'reader' as const } };
const administrator = { config: { needs: 'administrator' as const } };

/** Ways to tell somebody. Secrets are never told again. */
export function channelRoutes(app: OwnApp, context: ApiContext): void {
  const desk = deskOf(context);

  app.get('/api/channels', { ...reader, schema: { summary: 'Channels by name, without their secrets', querystring: pageQuery } }, async (request) =>
    pageOf(await desk(request).channels(), ({ name }) => name, request.query),
  );
  app.post('/api/channels', { ...administrator, schema: { summary: 'Makes a channel, or replaces the one of this name', body: newChannel } }, (request) => desk(request).saveChannel(request.body));
  app.get('/api/channels/:name', { ...reader, schema: { summary: 'One channel', params: channelParams } }, (request) => desk(request).channel(request.params.name));
  app.delete('/api/channels/:name', { ...administrator, schema: { summary: 'Removes a channel', params: channelParams } }, async (request) => ({ removed: (await desk(request).removeChannel(request.params.name)).name }));
  app.post('/api/channels/:name/test', { ...administrator, schema: { summary: 'Sends a word to a channel, now', params: channelParams } }, async (request) => ({
    sent: (await desk(request).testChannel(request.params.name)).name,
  }));
}
