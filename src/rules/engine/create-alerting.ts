import { Emitter } from '../../lib/events.ts';
import { createSerial } from '../../lib/serial.ts';
import type { Alerting, AlertingEvents } from '../alerting.ts';
import { createAlerts } from './alerts.ts';
import type { AlertingOptions, Engine } from './parts.ts';
import { createRules } from './rules.ts';

/** Rules and alerts over a store. Evaluations and what people do with alerts happen one after another; nothing happens by itself (`watchRules`). */
export function createAlerting(options: AlertingOptions): Alerting {
  const events = new Emitter<AlertingEvents>();
  const stopping = new AbortController();
  const engine: Engine = { ...options, events, stopping: stopping.signal };
  const inTurn = createSerial();
  return {
    events,
    rules: {
      ...createRules(engine, inTurn),
      async stop() {
        stopping.abort();
        await inTurn(async () => undefined);
      },
    },
    alerts: createAlerts(engine, inTurn),
  };
}
