import { Alert, Badge, Button, Code, Group, Modal, Select, Stack, Table, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { Copy } from '../../shared/copy.tsx';
import { Empty, Failed, Loaded } from '../../shared/states.tsx';
import { Time } from '../../shared/time.tsx';
import { useAsk, useChange } from '../../shared/use-ask.ts';
import { Wide } from '../../shared/wide.tsx';
import { ROLES } from './words.ts';

const DAY = 86_400_000;
const LIVES = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'a year' },
  { value: '', label: 'until revoked' },
];

/** Keys of programs. A secret is shown once, when it is made. */
export function Keys() {
  const keys = useAsk('GET /api/keys');
  const [adding, { open, close }] = useDisclosure();
  const revoke = useChange('DELETE /api/keys/:id', (id: string) => ({ params: { id } }), { refresh: ['/api/keys'] });
  return (
    <Stack>
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          For the command line, scripts and JupiterOne's clients: <Code>Authorization: Bearer KEY</Code>
        </Text>
        <Button size="xs" onClick={open}>
          New key
        </Button>
      </Group>
      <Modal opened={adding} onClose={close} title="New API key">
        {adding && <NewKey close={close} />}
      </Modal>
      <Loaded of={keys}>
        {({ keys: list }) =>
          list.length === 0 ? (
            <Empty title="There are no keys">Whoever signs in with a link needs none.</Empty>
          ) : (
            <Wide minWidth={640}>
              <Table fz="sm" verticalSpacing={6}>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Name</Table.Th>
                    <Table.Th>Role</Table.Th>
                    <Table.Th>Begins with</Table.Th>
                    <Table.Th>Made</Table.Th>
                    <Table.Th>Last used</Table.Th>
                    <Table.Th aria-label="What can be done" />
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {list.map(({ id, name, role, prefix, createdOn, createdBy, lastUsedOn, revokedOn, expiresOn, instanceId }) => (
                    <Table.Tr key={id}>
                      <Table.Td>{name}</Table.Td>
                      <Table.Td>
                        {role}
                        {instanceId ? ', uploads of one instance' : ''}
                      </Table.Td>
                      <Table.Td>
                        <Code>{prefix}</Code>
                      </Table.Td>
                      <Table.Td>
                        <Time on={createdOn} /> by {createdBy}
                      </Table.Td>
                      <Table.Td>
                        <Time on={lastUsedOn} />
                      </Table.Td>
                      <Table.Td>
                        {revokedOn ? (
                          <Badge color="gray.7" variant="filled">
                            revoked
                          </Badge>
                        ) : expiresOn && expiresOn < Date.now() ? (
                          <Badge color="gray.7" variant="filled">
                            expired
                          </Badge>
                        ) : (
                          <Button size="compact-xs" variant="subtle" color="red" loading={revoke.isPending && revoke.variables === id} onClick={() => revoke.mutate(id)} aria-label={`Revoke ${name}`}>
                            Revoke
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
    </Stack>
  );
}

function NewKey({ close }: { close: () => void }) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<string | null>('reader');
  const [days, setDays] = useState<string | null>('90');
  const make = useChange('POST /api/keys', () => ({ body: { name: name.trim(), role, ...(days ? { expiresOn: Date.now() + Number(days) * DAY } : {}) } }), { refresh: ['/api/keys'], quiet: true });
  if (make.data)
    return (
      <Stack>
        <Alert color="green" title="Copy it now: it is not shown again">
          <Code block style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
            {make.data.secret}
          </Code>
          <Copy text={make.data.secret} />
        </Alert>
        <Button onClick={close}>Done</Button>
      </Stack>
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      <Stack>
        <TextInput label="Name" description="Who uses it" required value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
        <Select label="May" data={ROLES} value={role} onChange={setRole} allowDeselect={false} />
        <Select label="Lives" data={LIVES} value={days} onChange={setDays} allowDeselect={false} />
        {make.isError && <Failed error={make.error} />}
        <Button type="submit" loading={make.isPending} disabled={name.trim() === ''}>
          Make it
        </Button>
      </Stack>
    </form>
  );
}
