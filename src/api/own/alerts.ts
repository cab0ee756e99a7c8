import type { ApiContext } from '../context.ts';
import { alertsQuery, deliveriesQuery, dismissal, snooze } from './alerting-schemas.ts';
import { deskOf } from './desk-of.ts';
import type { OwnApp } from './register.ts';
import { given, idParams } from './schemas.ts';

const reader = { config: { needs: 'reader' as const } };
const operator = { config: { needs: 'operator' as const } };

/** Alerts, and the messages that were made of them. */
export function alertRoutes(app: OwnApp, context: ApiContext): void {
  const desk = deskOf(context);

  app.get('/api/alerts', { ...reader, schema: { summary: 'Alerts, the newest first', querystring: alertsQuery } }, (request) => desk(request).alerts(given(request.query)));
  app.get('/api/alerts/:id', { ...reader, schema: { summary: 'One alert: what entered, left and changed, and what to do', params: idParams } }, (request) => desk(request).alert(request.params.id));
  app.post('/api/alerts/:id/dismiss', { ...operator, schema: { summary: 'Dismisses an alert: it is known, and no news until something enters', params: idParams, body: dismissal.nullish() } }, (request) =>
    desk(request).dismissAlert(request.params.id, request.body?.reason),
  );
  app.post('/api/alerts/:id/snooze', { ...operator, schema: { summary: 'Gives no notice of an alert for a while', params: idParams, body: snooze } }, (request) =>
    desk(request).snoozeAlert(request.params.id, request.body.until),
  );

  app.get('/api/deliveries', { ...reader, schema: { summary: 'Messages that were delivered, wait or failed, the newest first, without their content', querystring: deliveriesQuery } }, async (request) => ({
    items: await desk(request).deliveries(given(request.query)),
  }));
  app.post('/api/deliveries/:id/retry', { ...operator, schema: { summary: 'Tries a message that failed again', params: idParams } }, (request) => desk(request).retryDelivery(request.params.id));
}
