import { Alert, Button, Center, Group, Loader, Stack, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { Component, type ReactNode, useEffect, useState } from 'react';
import { ApiError } from './api.ts';

/** What went wrong, and what to do. */
export function Failed({ error, again }: { error: unknown; again?: () => void }) {
  const { message, hint } = error instanceof ApiError ? error : { message: error instanceof Error ? error.message : String(error), hint: undefined };
  return (
    <Alert color="red" title={message} role="alert">
      <Group justify="space-between">
        <Text size="sm">{hint ?? 'Try again; if it stays, the log of the server says more.'}</Text>
        {again && (
          <Button size="xs" variant="light" color="red" onClick={again}>
            Try again
          </Button>
        )}
      </Group>
    </Alert>
  );
}

/** Shorter waits need no word (Nielsen: what takes longer than 0.1 to 1 s is noticed). */
const SOON_MS = 300;

/** Says what is being done, once it takes longer than one does not notice. Going elsewhere ends it. */
export function Busy({ what = 'Loading' }: { what?: string }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), SOON_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Center py="xl" role="status" aria-label={what}>
      {late && (
        <Group gap="xs">
          <Loader size="sm" />
          <Text size="sm" c="dimmed">
            {what}
          </Text>
        </Group>
      )}
    </Center>
  );
}

/** What only an administrator may do. */
export const NotAllowed = () => <Empty title="This is not for your role">It needs the role administrator. Whoever runs graph-zoom can make you a sign-in link with it: graph-zoom login-link --role administrator.</Empty>;

/** That there is nothing to show, why, and what to do. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <Stack align="center" gap={4} py="xl">
      <Text fw={600}>{title}</Text>
      <Text size="sm" c="dimmed" ta="center" maw={520} component="div">
        {children}
      </Text>
    </Stack>
  );
}

/** What a request gave, or how far it is. */
export function Loaded<T>({ of, children, what }: { of: UseQueryResult<T>; children: (data: T) => ReactNode; what?: string }) {
  if (of.data !== undefined) return <>{children(of.data)}</>;
  return of.isError ? <Failed error={of.error} again={() => void of.refetch()} /> : <Busy what={what} />;
}

/** A page that breaks takes no other with it, and says so. */
export class Guard extends Component<{ children: ReactNode }, { error?: unknown }> {
  override state: { error?: unknown } = {};
  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }
  override render(): ReactNode {
    return this.state.error === undefined ? this.props.children : <Failed error={this.state.error} again={() => this.setState({ error: undefined })} />;
  }
}
