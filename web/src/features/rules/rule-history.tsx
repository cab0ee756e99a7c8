import { Anchor, Badge, Table, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { count } from '../../shared/names.ts';
import { Empty, Loaded } from '../../shared/states.tsx';
import { Time } from '../../shared/time.tsx';
import { useAsk } from '../../shared/use-ask.ts';
import { Wide } from '../../shared/wide.tsx';

const CAUSES: Record<string, string> = { interval: 'its time had come', 'data-changed': 'data changed', request: 'somebody asked', created: 'it was made' };

/** What the evaluations of a rule found and did, the newest first. */
export function RuleHistory({ id }: { id: string }) {
  const history = useAsk('GET /api/rules/:id/history', { params: { id }, search: { limit: 30 } });
  const alerts = useAsk('GET /api/alerts', { search: { ruleId: id, limit: 20 } });
  return (
    <div>
      <Title order={3} size="h5" mb="xs">
        History
      </Title>
      {alerts.data && alerts.data.items.length > 0 && (
        <Text size="sm" mb="xs">
          Alerts:{' '}
          {alerts.data.items.map(({ id: alertId, createdOn, status }, index) => (
            <span key={alertId}>
              {index > 0 ? ', ' : ''}
              <Anchor component={Link} to={`/alerts/${alertId}`} size="sm">
                <Time on={createdOn} />
              </Anchor>{' '}
              ({status === 'INACTIVE' ? 'cleared' : status.toLowerCase()})
            </span>
          ))}
        </Text>
      )}
      <Loaded of={history}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="Not evaluated yet" />
          ) : (
            <Wide minWidth={520}>
              <Table fz="sm" verticalSpacing={4}>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>When</Table.Th>
                    <Table.Th>Why</Table.Th>
                    <Table.Th>Found</Table.Th>
                    <Table.Th>Came / left</Table.Th>
                    <Table.Th>What it did</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {items.map(({ id: evaluationId, endedOn, cause, queries, status, error, reason, actions, transition }) => (
                    <Table.Tr key={evaluationId}>
                      <Table.Td>
                        <Time on={endedOn} />
                      </Table.Td>
                      <Table.Td>{CAUSES[cause] ?? cause}</Table.Td>
                      <Table.Td>{status === 'failed' ? <Badge color="red.8">failed</Badge> : queries.map(({ total }) => count(total)).join(', ')}</Table.Td>
                      <Table.Td>{queries.map(({ counts }) => `${counts.entered} / ${counts.left}`).join(', ')}</Table.Td>
                      <Table.Td>{error ?? `${transition === 'none' ? '' : `alert ${transition}; `}${actions.some((action) => action.status === 'queued') ? 'told; ' : ''}${(reason ?? '').replaceAll('-', ' ')}`}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Wide>
          )
        }
      </Loaded>
    </div>
  );
}
