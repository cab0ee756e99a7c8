import { Alert, Badge, Group, Stack, Table, Text } from '@mantine/core';
import type { Schemas } from '../../shared/api.ts';
import { Copy } from '../../shared/copy.tsx';
import { BAD, GOOD } from '../../shared/tones.ts';

const WORDS: Record<Schemas['Probe']['status'], [word: string, color: string]> = {
  ok: ['can be read', GOOD],
  'missing-scope': ['scope missing', BAD],
  refused: ['refused', BAD],
  failed: ['failed', 'red.8'],
};
const CREDENTIALS: Record<string, string> = { token: 'a ready access token, which cannot be renewed', 'server-to-server': 'a Server-to-Server OAuth app', oauth: 'an OAuth app' };

/** What Zoom answered to a configuration: every part, and for each gap what it costs and what to do. */
export function ProbeOutcome({ result: { credentials, scopes, probes } }: { result: Schemas['ProbeResult'] }) {
  const gaps = probes.filter(({ status }) => status !== 'ok');
  const needed = gaps.filter(({ optional }) => !optional);
  const granular = (scopes ?? []).some((scope) => scope.split(':').length > 3);
  const missing = gaps.flatMap(({ status, scopes: { classic, granular: fine } }) => (status === 'missing-scope' ? [(granular ? fine : (classic ?? fine)) ?? ''] : [])).filter(Boolean);
  return (
    <Alert
      color={needed.length > 0 ? 'orange' : 'green'}
      title={
        gaps.length === 0
          ? 'Zoom takes these credentials, and everything can be read'
          : needed.length > 0
            ? 'Zoom takes these credentials, but not all can be read'
            : 'Zoom takes these credentials, and all that is needed can be read'
      }
    >
      <Stack gap="xs">
        <Text size="sm">
          Signed in with {CREDENTIALS[credentials] ?? credentials}.{scopes ? ` It has ${scopes.length} scopes.` : ''}
        </Text>
        {missing.length > 0 && (
          <Group gap={6}>
            <Text size="sm">Add to the app, then deactivate and activate it: </Text>
            <Copy text={missing.join('\n')} label={`Copy ${missing.length} scopes`} />
          </Group>
        )}
        <Table fz="sm" verticalSpacing={4}>
          <Table.Tbody>
            {[...gaps, ...probes.filter(({ status }) => status === 'ok')].map(({ endpoint, purpose, status, detail, hint, optional }) => (
              <Table.Tr key={endpoint}>
                <Table.Td w={130}>
                  <Badge color={WORDS[status][1]} variant="filled" radius="sm" tt="none">
                    {WORDS[status][0]}
                  </Badge>
                </Table.Td>
                <Table.Td>
                  {status === 'ok' ? (
                    purpose
                  ) : (
                    <>
                      Without it the graph lacks {purpose}
                      {optional ? ' (nothing else needs them)' : ''}.{' '}
                      <Text span size="xs" c="dimmed" display="block">
                        {detail} {hint}
                      </Text>
                    </>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Stack>
    </Alert>
  );
}
