import { Badge } from '@mantine/core';
import { BAD } from './tones.ts';

/** How much an alert can matter, the gravest first. */
export const LEVELS = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFO'] as const;

const COLOURS: Record<string, string> = { CRITICAL: 'red.9', HIGH: 'red.8', MEDIUM: BAD, LOW: 'blue.8', INFO: 'gray.7' };

/** How much an alert matters, as a word and a colour. */
export const Level = ({ level }: { level: string }) => (
  <Badge color={COLOURS[level] ?? 'gray'} variant="filled" radius="sm" miw={76}>
    {level.toLowerCase()}
  </Badge>
);
