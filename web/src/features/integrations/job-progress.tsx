import { Badge, Group, Progress, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { pathOf, type Schemas } from '../../shared/api.ts';
import { count, duration } from '../../shared/names.ts';
import { useRefresh } from '../../shared/use-ask.ts';

/** Lines of a run that are kept on the page. */
const MOST_LINES = 500;

type Event = Schemas['JobEvent'];

/** What a run has said and says, and where it stands. */
export function useJob(id: string): { events: Event[]; progress: Schemas['RunProgress'] | undefined } {
  const [events, setEvents] = useState<Event[]>([]);
  const [progress, setProgress] = useState<Schemas['RunProgress']>();
  const refresh = useRefresh();
  // biome-ignore lint/correctness/useExhaustiveDependencies: one stream for each job.
  useEffect(() => {
    setEvents([]);
    setProgress(undefined);
    const stream = new EventSource(pathOf('/api/jobs/:id/events', { params: { id } }));
    stream.addEventListener('event', (event: MessageEvent<string>) => setEvents((before) => [...before, JSON.parse(event.data) as Event].slice(-MOST_LINES)));
    stream.addEventListener('progress', (event: MessageEvent<string>) => setProgress(JSON.parse(event.data) as Schemas['RunProgress']));
    stream.addEventListener('job', () => {
      stream.close();
      setProgress(undefined);
      void refresh('graph');
    });
    return () => stream.close();
  }, [id]);
  return { events, progress };
}

/** Steps with their counts, rate, quota and time to go, while a collection runs. */
export function RunningSteps({ progress }: { progress: Schemas['RunProgress'] }) {
  const { steps, requests, perSecond, quota, leftMs, storing } = progress;
  return (
    <Stack gap={6} role="status" aria-label="Progress of the run">
      {steps.map(({ id, title, done, total, status, reason }) => (
        <Group key={id} gap="sm" wrap="nowrap">
          <Text size="sm" w={150} truncate>
            {title}
          </Text>
          <Progress
            value={total ? Math.min(100, (done / total) * 100) : status ? 100 : 0}
            w={180}
            color={status === undefined ? 'blue.7' : status === 'complete' ? 'green.7' : 'orange.7'}
            animated={status === undefined}
            aria-label={title}
          />
          <Text size="sm" c="dimmed" truncate>
            {count(done)}
            {total === undefined ? '' : ` of ${count(total)}`}
            {status && status !== 'complete' ? `, ${status}: ${reason ?? ''}` : ''}
          </Text>
        </Group>
      ))}
      <Text size="xs" c="dimmed">
        {count(requests.total)} requests, {perSecond} a second
        {requests.retried > 0 ? `, ${requests.retried} repeated` : ''}
        {requests.rateLimited > 0 ? `, ${requests.rateLimited} rate-limited` : ''}
        {leftMs === undefined ? '' : `, about ${duration(leftMs)} to go`}
        {storing ? ', writing the graph' : ''}
      </Text>
      <Group gap={6}>
        {quota.map(({ label, now, allowed, perDay, left, usedUpUntil }) => (
          <Badge key={label} variant="light" color="gray" tt="none">
            {label.toLowerCase()}: {usedUpUntil === undefined ? `${now} of ${allowed} a second` : `used up until ${new Date(usedUpUntil).toLocaleString()}`}
            {perDay === undefined ? '' : `, ${count(left ?? 0)} of the day's ${count(perDay)} left`}
          </Badge>
        ))}
      </Group>
    </Stack>
  );
}
