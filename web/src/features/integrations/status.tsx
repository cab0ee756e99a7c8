import { Badge } from '@mantine/core';
import type { Schemas } from '../../shared/api.ts';
import { outcomeOf } from '../../shared/outcome.ts';
import { Time } from '../../shared/time.tsx';
import { INTERVALS } from './words.ts';

/** How a run went. */
export function Outcome({ job }: { job: Schemas['Job'] }) {
  const { word, color } = outcomeOf(job);
  return (
    <Badge color={color} variant="filled" radius="sm">
      {word}
    </Badge>
  );
}

/** How often an account is collected, and when next. */
export const Schedule = ({ instance: { polling, nextRunOn } }: { instance: Schemas['ShownInstance'] }) => (
  <>
    {INTERVALS[polling.interval]}
    {nextRunOn ? (
      <>
        , next <Time on={nextRunOn} />
      </>
    ) : null}
  </>
);
