import { Table, Text, Tooltip } from '@mantine/core';
import type { Vertex } from '../../shared/api.ts';
import { useAsk } from '../../shared/use-ask.ts';
import { Value } from '../../shared/value.tsx';

/** Properties with what they mean; settings are shown elsewhere. */
export function PropertiesTable({ type, entity, brief = false }: { type: string; entity: Vertex; brief?: boolean }) {
  const model = useAsk('GET /api/model', {}, { staleTime: Number.POSITIVE_INFINITY });
  const known = new Map((model.data?.types[type]?.properties ?? []).map((property) => [property.name, property]));
  const names = Object.keys(entity.properties)
    .filter((name) => !known.get(name)?.from?.startsWith('settings:'))
    .sort();
  return (
    <Table fz="sm" verticalSpacing={4} layout="fixed">
      <Table.Tbody>
        {names.map((name) => (
          <Table.Tr key={name}>
            <Table.Th scope="row" w={brief ? '45%' : '28%'} fw={500} style={{ overflowWrap: 'anywhere' }}>
              <Tooltip label={known.get(name)?.description} multiline w={300} openDelay={300} disabled={!known.has(name)}>
                <span>{name}</span>
              </Tooltip>
            </Table.Th>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              <Value value={entity.properties[name]} />
            </Table.Td>
            {!brief && (
              <Table.Td visibleFrom="sm">
                <Text size="xs" c="dimmed">
                  {known.get(name)?.description}
                </Text>
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
