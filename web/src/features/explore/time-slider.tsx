import { Button, Group, Slider, Text } from '@mantine/core';
import type { Schemas } from '../../shared/api.ts';
import { Time } from '../../shared/time.tsx';
import { momentsOf } from './as-it-was.ts';

/** Goes back through the moments at which something of what is shown became another. */
export function TimeSlider({ changes, on, onChange, busy }: { changes: readonly Schemas['Change'][] | undefined; on: number; onChange: (on: number | undefined) => void; busy: boolean }) {
  const moments = momentsOf(changes ?? []);
  const stops = moments.length === 0 ? [on] : [...moments, Math.max(on, moments.at(-1) ?? 0) === on ? on : Date.now()];
  const nearest = stops.findLastIndex((moment) => moment <= on);
  return (
    <Group gap="sm" wrap="nowrap" align="center">
      <Text size="sm" w={230}>
        {busy && changes === undefined ? (
          'Looking for what changed'
        ) : (
          <>
            As it was <Time on={on} />
          </>
        )}
      </Text>
      <Slider
        flex={1}
        min={0}
        max={Math.max(1, stops.length - 1)}
        step={1}
        value={Math.max(0, nearest)}
        label={(index) => new Date(stops[index] ?? on).toLocaleString()}
        thumbLabel="Moment"
        onChange={(index) => onChange(stops[index])}
        disabled={stops.length < 2}
      />
      <Text size="xs" c="dimmed" w={90}>
        {moments.length} moments
      </Text>
      <Button size="compact-sm" variant="light" onClick={() => onChange(undefined)}>
        Now
      </Button>
    </Group>
  );
}
