import { Badge, Group } from '@mantine/core';
import { useInViewport } from '@mantine/hooks';
import { count } from '../../shared/names.ts';
import { BAD, GOOD } from '../../shared/tones.ts';
import { useAsk } from '../../shared/use-ask.ts';

/** Colours of the kinds of answers. */
export const COLOURS = { GOOD, BAD, INFORMATIVE: 'blue.8', UNKNOWN: 'gray.7' } as const;

/** How many rows are bad, good and unknown; asked for as it comes into view, and kept for minutes. */
export function QuestionCounts({ id }: { id: string }) {
  const { ref, inViewport } = useInViewport();
  const counts = useAsk('GET /api/questions/:id/counts', { params: { id } }, { enabled: inViewport, staleTime: 300_000, retry: false });
  const shown = Object.entries(counts.data ?? {}).filter(([, n]) => (n ?? 0) > 0) as [keyof typeof NAMES, number][];
  return (
    <Group ref={ref} gap={3} wrap="nowrap" miw={8} mih={18} style={{ flexShrink: 0 }}>
      {shown.map(([kind, n]) => (
        <Badge key={kind} size="sm" radius="sm" variant="filled" color={COLOURS[NAMES[kind]]} title={kind}>
          {count(n)}
        </Badge>
      ))}
    </Group>
  );
}
const NAMES = { bad: 'BAD', good: 'GOOD', informative: 'INFORMATIVE', unknown: 'UNKNOWN' } as const;
