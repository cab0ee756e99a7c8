import { Badge, Group } from '@mantine/core';
import { Link } from 'react-router';
import { isRunning, outcomeOf } from '../../shared/outcome.ts';
import { Time } from '../../shared/time.tsx';
import { BAD, GOOD } from '../../shared/tones.ts';
import { useAsk } from '../../shared/use-ask.ts';

const DAY = 86_400_000;
/** Older than this is old: what is fetched once a week is so later. */
const oldAfter = (interval: string): number => (interval === 'ONE_WEEK' ? 8 : 2) * DAY;

/** How old what is shown is, and whether it is whole: never hidden. */
export function Freshness() {
  const instances = useAsk('GET /api/instances');
  const items = instances.data?.instances ?? [];
  return (
    <Group gap="xs">
      {items.map(({ id, name, polling, lastJob, lastCollection }) => {
        const last =
          lastJob?.endedOn !== undefined
            ? { status: outcomeOf(lastJob).word, on: lastJob.endedOn }
            : lastCollection && { status: lastCollection.status === 'partial' ? 'incomplete' : lastCollection.status, on: lastCollection.on };
        const old = last !== undefined && Date.now() - last.on > oldAfter(polling.interval);
        return (
          <Badge key={id} component={Link} to={`/integrations/${id}`} color={last?.status === 'complete' && !old ? GOOD : BAD} variant="filled" style={{ cursor: 'pointer' }} tt="none">
            {name}:{' '}
            {last === undefined ? (
              'never collected'
            ) : (
              <>
                {last.status}, {old ? 'old: ' : ''}
                <Time on={last.on} />
              </>
            )}
            {isRunning(lastJob) ? ', collecting now' : ''}
          </Badge>
        );
      })}
    </Group>
  );
}
