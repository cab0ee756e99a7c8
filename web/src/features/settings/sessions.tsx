import { Alert, Button, Code, Group, Select, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { Copy } from '../../shared/copy.tsx';
import { Loaded } from '../../shared/states.tsx';
import { Time } from '../../shared/time.tsx';
import { useAsk, useChange } from '../../shared/use-ask.ts';
import { ROLES } from './words.ts';

/** Browsers that are signed in, and links for others. */
export function Sessions() {
  const sessions = useAsk('GET /api/sessions');
  const [role, setRole] = useState<string | null>('reader');
  const end = useChange('DELETE /api/sessions/:id', (id: string) => ({ params: { id } }), { refresh: ['/api/sessions'] });
  const invite = useChange('POST /api/login-links', () => ({ body: { role } }), { refresh: ['/api/audit'] });
  return (
    <Stack>
      <Group align="flex-end">
        <Select size="xs" label="Let somebody in who may" data={ROLES} value={role} onChange={setRole} allowDeselect={false} w={260} />
        <Button size="xs" loading={invite.isPending} onClick={() => invite.mutate()}>
          Make a sign-in link
        </Button>
      </Group>
      {invite.data && (
        <Alert color="green" title="It signs one browser in, once, within 15 minutes">
          <Code block style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
            {invite.data.url}
          </Code>
          <Copy text={invite.data.url} />
        </Alert>
      )}
      <Loaded of={sessions}>
        {({ sessions: list }) => (
          <Table fz="sm" verticalSpacing={6}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Who</Table.Th>
                <Table.Th>Role</Table.Th>
                <Table.Th>Signed in</Table.Th>
                <Table.Th>Last seen</Table.Th>
                <Table.Th aria-label="What can be done" />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {list.map(({ id, name, role: may, createdOn, lastUsedOn }) => (
                <Table.Tr key={id}>
                  <Table.Td>{name}</Table.Td>
                  <Table.Td>{may}</Table.Td>
                  <Table.Td>
                    <Time on={createdOn} />
                  </Table.Td>
                  <Table.Td>
                    <Time on={lastUsedOn} />
                  </Table.Td>
                  <Table.Td>
                    <Button size="compact-xs" variant="subtle" color="red" loading={end.isPending && end.variables === id} onClick={() => end.mutate(id)} aria-label={`Sign out ${name}`}>
                      Sign out
                    </Button>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Loaded>
      <Text size="sm" c="dimmed">
        Who signs out here needs a new link.
      </Text>
    </Stack>
  );
}
