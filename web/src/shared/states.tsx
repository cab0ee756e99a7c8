import { Alert, Anchor, Button, Center, Group, Loader, Stack, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { Component, type ReactNode, useEffect, useState } from 'react';
import { Link } from 'react-router';
import { ApiError, ask } from './api.ts';
import { isLost } from './chunk.ts';
import { tell } from './tell.ts';

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

/** Of something that is not there: why that may be, and the list it was in. */
export const Removed = ({ to, children }: { to: string; children: ReactNode }) => (
  <>
    It may have been removed.{' '}
    <Anchor component={Link} to={to} underline="always">
      {children}
    </Anchor>
  </>
);

/** What a request gave, or how far it is; `missing` is said of what is not there. */
export function Loaded<T>({ of, children, what, missing }: { of: UseQueryResult<T>; children: (data: T) => ReactNode; what?: string; missing?: ReactNode }) {
  if (of.data !== undefined) return <>{children(of.data)}</>;
  if (missing !== undefined && of.error instanceof ApiError && of.error.status === 404) return <Empty title={of.error.message}>{missing}</Empty>;
  return of.isError ? <Failed error={of.error} again={() => void of.refetch()} /> : <Busy what={what} />;
}

interface GuardProps {
  children: ReactNode;
  /** Since when the server does not answer. */
  silent?: number | undefined;
}

/** A page that breaks takes no other with it, and says so. One that could not be fetched is loaded as soon as the server answers again. */
export class Guard extends Component<GuardProps, { error?: unknown }> {
  override state: { error?: unknown } = {};
  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }
  override componentDidUpdate({ silent }: GuardProps): void {
    if (silent !== undefined && this.props.silent === undefined && isLost(this.state.error)) location.reload();
  }
  again = (): void => {
    if (!isLost(this.state.error)) this.setState({ error: undefined });
    // Without an answer the browser would show its own page in place of this one.
    else ask('GET /api/me').then(() => location.reload(), tell);
  };
  override render(): ReactNode {
    return this.state.error === undefined ? this.props.children : <Failed error={this.state.error} again={this.again} />;
  }
}
