import { Anchor, Badge, Button, Select, Table, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Schemas } from '../../shared/api.ts';
import { Level } from '../../shared/level.tsx';
import { useMay } from '../../shared/me.ts';
import { Empty } from '../../shared/states.tsx';
import { Time } from '../../shared/time.tsx';
import { useChange } from '../../shared/use-ask.ts';
import { Wide } from '../../shared/wide.tsx';
import { levelOf } from './draft.ts';
import { channelsOf, INTERVAL_OPTIONS, INTERVALS } from './words.ts';

/** Rules that are there: how often, whom they tell, how they went. */
export function Watching({ rules }: { rules: readonly Schemas['Rule'][] }) {
  const [words, setWords] = useState('');
  const mayChange = useMay('administrator');
  const mayRun = useMay('operator');
  const change = useChange('PATCH /api/rules/:id', ({ id, pollingInterval }: { id: string; pollingInterval: string | null }) => ({ params: { id }, body: { pollingInterval } }), { refresh: ['/api/rules'] });
  const run = useChange('POST /api/rules/:id/run', (id: string) => ({ params: { id }, body: {} }), { refresh: ['/api/rules', '/api/alerts'] });
  if (rules.length === 0) return <Empty title="No rule watches yet">Enable the ready-made ones, all of them or some, or write your own.</Empty>;
  const shown = rules.filter(({ name }) => name.toLowerCase().includes(words.toLowerCase()));
  return (
    <>
      <TextInput size="xs" w={260} mb="xs" value={words} onChange={(event) => setWords(event.currentTarget.value)} placeholder="Find a rule" aria-label="Find a rule" />
      <Wide minWidth={700}>
        <Table highlightOnHover verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={96}>Level</Table.Th>
              <Table.Th>Rule</Table.Th>
              <Table.Th>Interval</Table.Th>
              <Table.Th>Tells</Table.Th>
              <Table.Th>Evaluated</Table.Th>
              <Table.Th aria-label="What can be done" />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((rule) => {
              const { id, name, pollingInterval, state } = rule;
              return (
                <Table.Tr key={id}>
                  <Table.Td>
                    <Level level={levelOf(rule)} />
                  </Table.Td>
                  <Table.Td>
                    <Anchor component={Link} to={`/rules/${id}`} size="sm">
                      {name}
                    </Anchor>{' '}
                    {state.latestAlertIsActive && (
                      <Badge component={Link} to={`/alerts/${state.latestAlertId}`} color="red.8" size="xs" style={{ cursor: 'pointer' }}>
                        alert
                      </Badge>
                    )}
                    {state.failure && (
                      <Text size="xs" c="var(--bad)">
                        {state.failure}
                      </Text>
                    )}
                  </Table.Td>
                  <Table.Td>
                    {mayChange ? (
                      <Select
                        size="xs"
                        w={120}
                        aria-label={`Interval of ${name}`}
                        allowDeselect={false}
                        data={INTERVAL_OPTIONS}
                        value={pollingInterval}
                        onChange={(value) => change.mutate({ id, pollingInterval: value })}
                      />
                    ) : (
                      <Text size="sm">{INTERVALS[pollingInterval]}</Text>
                    )}
                  </Table.Td>
                  <Table.Td>
                    <Text size="sm" c="dimmed">
                      {channelsOf(rule).join(', ') || 'nobody'}
                    </Text>
                  </Table.Td>
                  <Table.Td>
                    <Text size="sm">
                      <Time on={state.lastEvaluationEndOn} />
                    </Text>
                  </Table.Td>
                  <Table.Td>
                    {mayRun && (
                      <Button size="compact-xs" variant="subtle" loading={run.isPending && run.variables === id} onClick={() => run.mutate(id)}>
                        Run now
                      </Button>
                    )}
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Wide>
    </>
  );
}
