import { Code, ScrollArea } from '@mantine/core';
import { Empty } from '../../shared/states.tsx';
import { RunningSteps, useJob } from './job-progress.tsx';

/** What a run says, while it says it. */
export function JobLog({ id, height = 220 }: { id: string; height?: number }) {
  const { events, progress } = useJob(id);
  return (
    <>
      {progress && <RunningSteps progress={progress} />}
      {events.length === 0 ? (
        <Empty title="It has not said anything yet" />
      ) : (
        <ScrollArea.Autosize mah={height} mt="sm" type="auto" viewportProps={{ tabIndex: 0 }}>
          <Code block aria-live="polite" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {events.map(({ level, description, on }) => `${new Date(on).toLocaleTimeString()}  ${level === 'info' ? '' : `${level.toUpperCase()}: `}${description}`).join('\n')}
          </Code>
        </ScrollArea.Autosize>
      )}
    </>
  );
}
