import type { FastifyRequest } from 'fastify';
import { createDesk } from '../alerting/create-desk.ts';
import type { AlertDesk } from '../alerting/desk.ts';
import type { ApiContext } from '../context.ts';
import { callerOf } from './instances.ts';

/** The desk of whoever asks; messages go out while the answer is on its way. */
export const deskOf =
  ({ alerting, outbox, channels, store: { records }, platform: { audit } }: ApiContext) =>
  (request: FastifyRequest): AlertDesk =>
    createDesk({ alerting, outbox, channels, records, audit, settle: () => outbox.wake() }, callerOf(request));
