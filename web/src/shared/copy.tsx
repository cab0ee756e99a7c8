import { Button, CopyButton } from '@mantine/core';

/** Copies a text, and says so. */
export const Copy = ({ text, label = 'Copy' }: { text: string; label?: string }) => (
  <CopyButton value={text} timeout={1500}>
    {({ copied, copy }) => (
      <Button size="compact-xs" variant="subtle" onClick={copy}>
        {copied ? 'Copied' : label}
      </Button>
    )}
  </CopyButton>
);
