import { Anchor, Code, Group, List, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../shared/api.ts';
import { Copy } from '../../shared/copy.tsx';
import { Loaded } from '../../shared/states.tsx';
import { useAsk } from '../../shared/use-ask.ts';

export type Way = 'server-to-server' | 'oauth' | 'token';

const MARKETPLACE = 'https://marketplace.zoom.us/develop/create';

/** What to do at Zoom, beside the form; scopes are there to copy. */
export function SetupGuide({ way }: { way: Way }) {
  const setup = useAsk('GET /api/setup', {}, { staleTime: Number.POSITIVE_INFINITY });
  return <Loaded of={setup}>{(data) => <Guide way={way} setup={data} />}</Loaded>;
}

function Guide({ way, setup: { needs, redirectUri } }: { way: Way; setup: Schemas['Setup'] }) {
  const [spelling, setSpelling] = useState<'granular' | 'classic'>('granular');
  const names = [...new Set(needs.map(({ scopes }) => scopes[spelling]).filter((name) => name !== undefined))];
  return (
    <Stack gap="sm">
      <Title order={3} size="h5">
        At Zoom
      </Title>
      <List type="ordered" size="sm" spacing={6}>
        <List.Item>
          As an owner or administrator, make an app at{' '}
          <Anchor href={MARKETPLACE} target="_blank" rel="noreferrer" size="sm">
            marketplace.zoom.us
          </Anchor>
          : {way === 'oauth' ? 'a General App, managed by the account (admin-managed)' : 'Server-to-Server OAuth'}.
        </List.Item>
        {way === 'oauth' && (
          <List.Item>
            As redirect URL and in its allow list enter <Code>{redirectUri}</Code> <Copy text={redirectUri} />
          </List.Item>
        )}
        <List.Item>
          Under Scopes add these {names.length} <Copy text={names.join('\n')} label="Copy all" />
        </List.Item>
        {way !== 'oauth' && <List.Item>Fill in the app's Information page, then activate it: until then Zoom gives no token.</List.Item>}
        <List.Item>{way === 'token' ? 'Get a token with it and paste it here: it lives an hour.' : 'Copy what the page App Credentials shows into the form.'}</List.Item>
      </List>
      <Group justify="space-between">
        <Text size="sm" fw={600}>
          Scopes; graph-zoom only reads
        </Text>
        <SegmentedControl
          size="xs"
          value={spelling}
          onChange={(value) => setSpelling(value as typeof spelling)}
          data={[
            { value: 'granular', label: 'Granular (new apps)' },
            { value: 'classic', label: 'Classic' },
          ]}
        />
      </Group>
      <Stack gap={4}>
        {needs.map(({ endpoint, purpose, optional, scopes }) =>
          scopes[spelling] === undefined ? null : (
            <div key={endpoint}>
              <Code fz={12} style={{ overflowWrap: 'anywhere' }}>
                {scopes[spelling]}
              </Code>
              <Text size="xs" c="dimmed">
                {purpose}
                {optional ? '; the rest works without' : ''}
              </Text>
            </div>
          ),
        )}
      </Stack>
    </Stack>
  );
}
