import { createDesk } from '../../../alerting/create-desk.ts';
import type { AlertDesk } from '../../../alerting/desk.ts';
import type { Asking } from '../../domain.ts';

/** What the caller may do with rules and alerts; every change is audited there. */
export const deskFor = ({ api: { alerting, outbox, channels, store, platform }, caller }: Asking): AlertDesk =>
  createDesk({ alerting, outbox, channels, records: store.records, audit: platform.audit, settle: () => outbox.wake() }, caller);
