import { type Probe, probe } from '../collect/probe.ts';
import type { Clock } from '../lib/clock.ts';
import { GraphZoomError } from '../lib/errors.ts';
import { createZoomClient } from '../zoom/create-client.ts';
import { checkConfig } from './config-check.ts';
import type { OwnPlatform } from './create-platform.ts';
import { ZOOM } from './definition-zoom.ts';
import { type Instance, MASKED } from './platform.ts';
import { clientOf, type RunDefaults } from './runner.ts';
import { readZoomConfig } from './zoom-config.ts';

export interface ProbeResult {
  readonly credentials: string;
  /** Absent where Zoom does not tell (a ready access token). */
  readonly scopes?: readonly string[];
  readonly probes: readonly Probe[];
}

/** Asks Zoom whether a configuration would work, each endpoint once, as `doctor` does. Keeps nothing. `instance` is the one that secrets shown as `MASKED` are of. */
export function createProbe({ platform, clock, defaults }: { platform: OwnPlatform; clock: Clock; defaults: RunDefaults }) {
  const { instances, jobs, rotated } = platform;
  return async (config: Readonly<Record<string, unknown>>, instance: Instance | undefined): Promise<ProbeResult> => {
    const kept = new Set(Object.entries(instance?.config ?? {}).flatMap(([key, value]) => (value === MASKED ? [key] : [])));
    const { plain, secrets } = checkConfig(ZOOM, config, kept, instance?.config);
    const stored = Object.values(secrets).includes(MASKED) && instance ? await instances.secrets(instance.id) : {};
    const values = { ...plain, ...Object.fromEntries(Object.entries(secrets).map(([key, value]) => [key, value === MASKED ? stored[key] : key === 'refreshToken' ? rotated.newest(String(value)) : value])) };
    const usesStored = secrets.refreshToken === MASKED && instance !== undefined;
    // Two who renew the same token at once: one of them would be left with a dead one.
    if (usesStored && (await jobs.running()).has(instance.id)) throw new GraphZoomError('job-running', 'The instance is being collected; its connection is in use.');
    const used = String(values.refreshToken);
    const zoom = readZoomConfig(values, async (token) => {
      if (usesStored) await instances.keepSecret(instance.id, 'refreshToken', token);
      else rotated.note(used, token);
    });
    const client = createZoomClient(clientOf(zoom, defaults, clock));
    try {
      return { credentials: zoom.auth.kind, ...(await probe(client)) };
    } finally {
      await client.close();
    }
  };
}
