import { GraphZoomError } from '../../lib/errors.ts';
import type { ApiContext } from '../context.ts';
import { callerOf } from './instances.ts';
import type { OwnApp } from './register.ts';
import { given, idParams, newKey, newLogin, pageQuery } from './schemas.ts';

/** Keys, sessions, links to sign in, and who did what. */
export function accessRoutes(app: OwnApp, { platform, publicUrl }: ApiContext): void {
  const { keys, sessions, audit, instances } = platform;
  const needs = { config: { needs: 'administrator' as const } };

  app.get('/api/me', { config: { needs: 'reader', boundKeys: true }, schema: { summary: 'Who you are and what you may do' } }, async (request) => {
    const { kind, name, role, instanceId } = callerOf(request) as ReturnType<typeof callerOf> & { instanceId?: string };
    return { kind, name, role, ...(instanceId === undefined ? {} : { instanceId }) };
  });

  app.get('/api/keys', { ...needs, schema: { summary: 'API keys, without their secrets' } }, async () => ({ keys: await keys.list() }));
  app.post('/api/keys', { ...needs, schema: { summary: 'Makes an API key; its secret is told here and never again', body: newKey } }, async (request) => {
    const { instanceId } = request.body;
    if (instanceId !== undefined && !(await instances.get(instanceId))) throw new GraphZoomError('not-found', `There is no instance ${JSON.stringify(instanceId)}.`);
    return keys.create(given(request.body) as Parameters<typeof keys.create>[0], callerOf(request));
  });
  app.delete('/api/keys/:id', { ...needs, schema: { summary: 'Revokes an API key', params: idParams } }, (request) => keys.revoke(request.params.id, callerOf(request)));

  app.get('/api/sessions', { ...needs, schema: { summary: 'Browsers that are signed in' } }, async () => ({ sessions: await sessions.list() }));
  app.delete('/api/sessions/:id', { ...needs, schema: { summary: 'Signs a browser out', params: idParams } }, async (request) => {
    await sessions.end(request.params.id);
    return { ended: request.params.id };
  });
  app.post('/api/login-links', { ...needs, schema: { summary: 'Makes a link that signs one browser in, once', body: newLogin.nullish() } }, async (request) => {
    const { role, name } = newLogin.parse(request.body ?? {});
    const by = callerOf(request);
    const token = await sessions.createLogin(role, name === undefined ? {} : { name });
    await audit.add({ who: by.name, role: by.role, action: 'login-link.create', detail: `role ${role}`, outcome: 'done' });
    return { url: `${publicUrl ?? `${request.protocol}://${request.host}`}/login?token=${token}` };
  });

  app.get('/api/audit', { ...needs, schema: { summary: 'Who did what, the newest first', querystring: pageQuery } }, (request) => audit.list(given(request.query)));
}
