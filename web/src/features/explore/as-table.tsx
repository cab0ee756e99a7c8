import { Anchor, Code, Table, Text, Title } from '@mantine/core';
import type { Thing, Tie } from '../../shared/graph/types.ts';
import { counted } from '../../shared/names.ts';

const MOST_LINES = 300;

/** The same graph for those who read it. */
export function AsTable({ things, ties, onChoose }: { things: readonly Thing[]; ties: readonly Tie[]; onChoose: (id: string) => void }) {
  const names = new Map(things.map(({ id, name }) => [id, name]));
  const one = (id: string) => (
    <Anchor component="button" type="button" size="sm" onClick={() => onChoose(id)}>
      <bdi>{names.get(id)}</bdi>
    </Anchor>
  );
  const tied = new Set(ties.flatMap(({ from, to }) => [from, to]));
  const alone = things.filter(({ id }) => !tied.has(id));
  return (
    <details>
      <summary>
        As a table ({counted(things.length, 'thing')}, {counted(ties.length, 'relationship')})
      </summary>
      <Table fz="sm" verticalSpacing={4} mt="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>From</Table.Th>
            <Table.Th>Relationship</Table.Th>
            <Table.Th>To</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {ties.slice(0, MOST_LINES).map(({ id, from, to, verb }) => (
            <Table.Tr key={id}>
              <Table.Td>{one(from)}</Table.Td>
              <Table.Td>
                <Code>{verb}</Code>
              </Table.Td>
              <Table.Td>{one(to)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {ties.length > MOST_LINES && (
        <Text size="sm" c="dimmed">
          and {ties.length - MOST_LINES} more; save it as JSON to have all.
        </Text>
      )}
      {alone.length > 0 && (
        <>
          <Title order={3} size="h6" mt="xs">
            Without a relationship that is shown
          </Title>
          {alone.slice(0, MOST_LINES).map(({ id }) => (
            <div key={id}>{one(id)}</div>
          ))}
        </>
      )}
    </details>
  );
}
