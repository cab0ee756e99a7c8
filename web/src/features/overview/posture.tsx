import { Anchor, Progress, Table, Tooltip } from '@mantine/core';
import { Link } from 'react-router';
import { count } from '../../shared/names.ts';
import { Spark } from '../../shared/spark.tsx';
import { Loaded } from '../../shared/states.tsx';
import { useAsk } from '../../shared/use-ask.ts';
import { Panel } from './panel.tsx';

/** Settings that matter most: how many are weak, how many are not known, and how that went. */
export function PostureCard() {
  const posture = useAsk('GET /api/posture');
  return (
    <Panel
      title="Posture"
      right={
        <Anchor component={Link} to="/questions" size="sm">
          All questions
        </Anchor>
      }
    >
      <Loaded of={posture} what="Asking">
        {({ items, trend }) => (
          <Table verticalSpacing={6}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Question</Table.Th>
                <Table.Th ta="right">Weak</Table.Th>
                <Table.Th ta="right">Unknown</Table.Th>
                <Table.Th w="22%" visibleFrom="sm">
                  Of those known
                </Table.Th>
                <Table.Th visibleFrom="md">Trend</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map(({ id, title, description, good = 0, bad = 0, unknown = 0 }) => (
                <Table.Tr key={id}>
                  <Table.Td>
                    <Tooltip label={description} multiline w={360} openDelay={400}>
                      <Anchor component={Link} to={`/questions?id=${id}`} size="sm">
                        {title}
                      </Anchor>
                    </Tooltip>
                  </Table.Td>
                  <Table.Td ta="right" c={bad > 0 ? 'var(--bad)' : 'var(--good)'} fw={600}>
                    {count(bad)}
                  </Table.Td>
                  <Table.Td ta="right" c="dimmed">
                    {unknown > 0 ? count(unknown) : ''}
                  </Table.Td>
                  <Table.Td visibleFrom="sm">
                    <Progress.Root size="lg" aria-label={`${bad} of ${good + bad} weak`}>
                      <Progress.Section value={good + bad === 0 ? 0 : (good / (good + bad)) * 100} color="green.7" aria-label="good" />
                      <Progress.Section value={good + bad === 0 ? 0 : (bad / (good + bad)) * 100} color="orange.7" aria-label="weak" />
                    </Progress.Root>
                  </Table.Td>
                  <Table.Td visibleFrom="md" py={0}>
                    <Spark values={trend.map((point) => point.bad[id] ?? 0)} label={`Weak: ${trend[0]?.bad[id] ?? 0} once, ${bad} now`} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Loaded>
    </Panel>
  );
}
