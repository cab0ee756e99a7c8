import { Alert, Badge, Card, Group, Stack, Text, Title } from '@mantine/core';
import type { Schemas } from '../../shared/api.ts';
import { count } from '../../shared/names.ts';
import { Rows } from '../../shared/rows.tsx';
import { BAD, GOOD } from '../../shared/tones.ts';

const FIRST = ['displayName', 'email', 'status', 'roleName', 'license'];
const MOST_COLUMNS = 6;

/** What a rule would find and do now. Nothing of it is kept or sent. */
export function TrialView({ trial: { queries, population, conditions, met } }: { trial: Schemas['Trial'] }) {
  return (
    <Card withBorder padding="sm">
      <Stack gap="xs">
        <Group justify="space-between">
          <Title order={3} size="h5">
            Now it would
          </Title>
          <Badge color={met ? BAD : GOOD} variant="filled" tt="none">
            {met ? 'act' : 'stay quiet'}
          </Badge>
        </Group>
        {conditions.map(({ condition, met: holds }) => (
          <Text key={JSON.stringify(condition)} size="xs" c="dimmed">
            {holds ? 'holds' : 'does not hold'}: {typeof condition === 'string' ? condition : JSON.stringify(condition)}
          </Text>
        ))}
        {queries.map(({ name, columns, rows, total }) => {
          const shown = columns.includes('displayName') ? FIRST.filter((column) => columns.includes(column)) : columns.slice(0, MOST_COLUMNS);
          return (
            <div key={name}>
              <Text size="sm" fw={600}>
                {name}: {count(total)}
                {population === undefined ? '' : ` of ${count(population)}`}
              </Text>
              {rows.length > 0 && <Rows columns={shown} rows={rows} total={total} height={200} name={name} />}
            </div>
          );
        })}
        {queries.every(({ total }) => total === 0) && <Alert color="green">Nobody and nothing is in the result.</Alert>}
      </Stack>
    </Card>
  );
}
