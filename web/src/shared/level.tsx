import { Badge } from '@mantine/core';

const COLOURS: Record<string, string> = { CRITICAL: 'red.9', HIGH: 'red.8', MEDIUM: '#c2410c', LOW: 'blue.8', INFO: 'gray.7' };

/** How much an alert matters, as a word and a colour. */
export const Level = ({ level }: { level: string }) => (
  <Badge color={COLOURS[level] ?? 'gray'} variant="filled" radius="sm" miw={76}>
    {level.toLowerCase()}
  </Badge>
);
