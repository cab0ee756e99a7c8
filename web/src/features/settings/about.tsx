import { Anchor, Stack, Table } from '@mantine/core';
import { bytes, count } from '../../shared/names.ts';
import { Loaded } from '../../shared/states.tsx';
import { Time } from '../../shared/time.tsx';
import { useAsk } from '../../shared/use-ask.ts';

/** Versions, and how much there is. */
export function About() {
  const about = useAsk('GET /api/about');
  return (
    <Loaded of={about}>
      {({ version, node, platform, startedOn, store }) => (
        <Stack>
          <Table maw={560} fz="sm">
            <Table.Tbody>
              {[
                ['graph-zoom', version],
                ['Node.js', `${node} on ${platform}`],
                ['Running since', <Time key="since" on={startedOn} />],
                ['Size of the store', bytes(store.bytes)],
                ['Schema of the store', `version ${store.schemaVersion}`],
                ['In the graph', `${count(store.entities)} entities, ${count(store.relationships)} relationships`],
              ].map(([label, value]) => (
                <Table.Tr key={String(label)}>
                  <Table.Th scope="row" w={200}>
                    {label}
                  </Table.Th>
                  <Table.Td>{value}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          <Anchor href="/api/docs" size="sm">
            The API, for programs
          </Anchor>
        </Stack>
      )}
    </Loaded>
  );
}
