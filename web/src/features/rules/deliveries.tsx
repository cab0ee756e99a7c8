import { Anchor, Badge, Button, Table, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useMay } from '../../shared/me.ts';
import { counted } from '../../shared/names.ts';
import { Empty, Loaded } from '../../shared/states.tsx';
import { Time } from '../../shared/time.tsx';
import { GOOD } from '../../shared/tones.ts';
import { useAsk, useChange } from '../../shared/use-ask.ts';
import { Wide } from '../../shared/wide.tsx';

const COLOURS = { delivered: GOOD, pending: 'blue.8', failed: 'red.8' } as const;

/** Messages that went out, wait, or failed; those can be tried again. */
export function Deliveries() {
  const deliveries = useAsk('GET /api/deliveries', { search: { limit: 100 } });
  const may = useMay('operator');
  const retry = useChange('POST /api/deliveries/:id/retry', (id: string) => ({ params: { id }, body: {} }), { refresh: ['/api/deliveries'] });
  return (
    <Loaded of={deliveries}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title="No message was sent yet">Rules send them by their actions, to channels.</Empty>
        ) : (
          <Wide minWidth={560}>
            <Table verticalSpacing={6}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Status</Table.Th>
                  <Table.Th>To</Table.Th>
                  <Table.Th>About</Table.Th>
                  <Table.Th>When</Table.Th>
                  <Table.Th aria-label="What can be done" />
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {items.map(({ id, status, kind, channel, alert, createdOn, endedOn, reason, attempts }) => (
                  <Table.Tr key={id}>
                    <Table.Td>
                      <Badge color={COLOURS[status]} variant="filled" radius="sm">
                        {status}
                      </Badge>
                    </Table.Td>
                    <Table.Td>
                      {channel ?? 'its own address'} ({kind})
                    </Table.Td>
                    <Table.Td>
                      {alert ? (
                        <Anchor component={Link} to={`/alerts/${alert.alertId}`} size="sm">
                          {alert.ruleName}
                        </Anchor>
                      ) : (
                        ''
                      )}
                      {reason && (
                        <Text size="xs" c="var(--bad)">
                          {reason} ({counted(attempts, 'attempt')})
                        </Text>
                      )}
                    </Table.Td>
                    <Table.Td>
                      <Time on={endedOn ?? createdOn} />
                    </Table.Td>
                    <Table.Td>
                      {may && status === 'failed' && (
                        <Button size="compact-xs" variant="subtle" loading={retry.isPending && retry.variables === id} onClick={() => retry.mutate(id)}>
                          Try again
                        </Button>
                      )}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Wide>
        )
      }
    </Loaded>
  );
}
