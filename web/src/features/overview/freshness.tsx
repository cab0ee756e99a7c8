import { Badge, Group } from '@mantine/core';
import { Link } from 'react-router';
import { isRunning, outcomeOf } from '../../shared/outcome.ts';
import { ago } from '../../shared/time.tsx';
import { BAD, GOOD } from '../../shared/tones.ts';
import { useAsk } from '../../shared/use-ask.ts';

/** How old what is shown is, and whether it is whole: never hidden. */
export function Freshness() {
  const instances = useAsk('GET /api/instances');
  const items = instances.data?.instances ?? [];
  return (
    <Group gap="xs">
      {items.map(({ id, name, lastJob, lastCollection }) => {
        const last =
          lastJob?.endedOn !== undefined
            ? { status: outcomeOf(lastJob).word, on: lastJob.endedOn }
            : lastCollection && { status: lastCollection.status === 'partial' ? 'incomplete' : lastCollection.status, on: lastCollection.on };
        return (
          <Badge key={id} component={Link} to={`/integrations/${id}`} color={last?.status === 'complete' ? GOOD : BAD} variant="filled" style={{ cursor: 'pointer' }} tt="none">
            {name}: {last === undefined ? 'never collected' : `${last.status}, ${ago(last.on)}`}
            {isRunning(lastJob) ? ', collecting now' : ''}
          </Badge>
        );
      })}
    </Group>
  );
}
