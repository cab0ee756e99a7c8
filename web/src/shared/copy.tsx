import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';

/** Copies a text, and says so; one that takes work is made when it is wanted. */
export function Copy({ text, label = 'Copy' }: { text: string | (() => string); label?: string }) {
  const { copied, copy } = useClipboard({ timeout: 1500 });
  return (
    <Button size="compact-xs" variant="subtle" onClick={() => copy(typeof text === 'string' ? text : text())}>
      {copied ? 'Copied' : label}
    </Button>
  );
}
