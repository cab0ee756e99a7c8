import { Anchor, Stack, Table, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { count, nameOf } from '../../shared/names.ts';
import { Empty, Loaded } from '../../shared/states.tsx';
import { useRows } from '../../shared/use-ask.ts';
import { ListTabs } from './tabs.tsx';

const MOST = 2_000;

/** Groups with how many users they have. */
export function Groups() {
  const groups = useRows('FIND zoom_group AS g (THAT HAS zoom_user AS u)? RETURN g._id AS id, g.displayName AS name, g.totalMembers AS told, COUNT(u) AS n ORDER BY n DESC', { pageSize: MOST });
  return (
    <Stack gap="sm">
      <ListTabs active="groups" />
      <Loaded of={groups}>
        {(rows) => (
          <List
            what="group"
            rows={rows.map(({ id, name, n, told }) => ({ id: String(id), name: nameOf(name), n: Number(n), note: told !== null && Number(told) !== Number(n) ? `Zoom says ${count(Number(told))}` : '' }))}
          />
        )}
      </Loaded>
    </Stack>
  );
}

/** Roles with how many users hold them, and how many privileges they give. */
export function Roles() {
  const roles = useRows('FIND zoom_role AS r (THAT ASSIGNED zoom_user AS u)? RETURN r._id AS id, r.displayName AS name, r.admin AS admin, r.description AS about, COUNT(u) AS n ORDER BY n DESC', { pageSize: MOST });
  return (
    <Stack gap="sm">
      <ListTabs active="roles" />
      <Loaded of={roles}>
        {(rows) => (
          <List
            what="role"
            rows={rows.map(({ id, name, n, admin, about }) => ({
              id: String(id),
              name: nameOf(name),
              n: Number(n),
              note: admin === true ? 'administrative' : admin === null ? 'what it may do is not known' : String(about ?? ''),
            }))}
          />
        )}
      </Loaded>
    </Stack>
  );
}

function List({ what, rows }: { what: 'group' | 'role'; rows: readonly { id: string; name: string; n: number; note: string }[] }) {
  const [words, setWords] = useState('');
  if (rows.length === 0) return <Empty title={`There is no ${what}`}>As far as it was collected: a run says whether the {what}s could be read.</Empty>;
  const shown = rows.filter(({ name }) => name.toLowerCase().includes(words.toLowerCase()));
  return (
    <>
      <TextInput size="xs" w={240} value={words} onChange={(event) => setWords(event.currentTarget.value)} placeholder={`Find a ${what}`} aria-label={`Find a ${what}`} />
      <Table highlightOnHover verticalSpacing={6} fz="sm" maw={820}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Name</Table.Th>
            <Table.Th ta="right" w={110}>
              Users
            </Table.Th>
            <Table.Th />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map(({ id, name, n, note }) => (
            <Table.Tr key={id}>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>
                <Anchor component={Link} to={`/${what}s/${id}`} size="sm" lineClamp={2}>
                  <bdi>{name}</bdi>
                </Anchor>
              </Table.Td>
              <Table.Td ta="right">{count(n)}</Table.Td>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>
                <Text size="sm" c="dimmed" lineClamp={3} miw={note === '' ? 0 : 120}>
                  {note}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}
