import { Anchor, Table, Text } from '@mantine/core';
import { Link } from 'react-router';
import { queryLink, type Schemas } from '../../shared/api.ts';
import { count } from '../../shared/names.ts';
import { Wide } from '../../shared/wide.tsx';
import { Panel } from './panel.tsx';

/** Who may change others, and how they sign in. */
export function Privileged({ privileged, privilegedTotal }: Schemas['Overview']) {
  return (
    <Panel
      title={`Privileged people (${privilegedTotal})`}
      right={
        <Anchor component={Link} to={queryLink('FIND zoom_user WITH isAdmin = true AS u THAT ASSIGNED zoom_role AS r RETURN u, r')} size="sm">
          Ask
        </Anchor>
      }
    >
      {privileged.length === 0 ? (
        <Text size="sm" c="dimmed">
          Nobody, as far as the roles could be read.
        </Text>
      ) : (
        <Wide minWidth={420}>
          <Table verticalSpacing={4}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Name</Table.Th>
                <Table.Th>Role</Table.Th>
                <Table.Th>Status</Table.Th>
                <Table.Th>Signs in with</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {privileged.slice(0, 12).map(({ id, name, role, status, signIn }) => (
                <Table.Tr key={id}>
                  <Table.Td>
                    <Anchor component={Link} to={`/users/${id}`} size="sm">
                      <bdi>{name}</bdi>
                    </Anchor>
                  </Table.Td>
                  <Table.Td>{role ?? 'unknown'}</Table.Td>
                  <Table.Td>{status ?? 'unknown'}</Table.Td>
                  <Table.Td c={signIn?.includes('password') ? 'var(--bad)' : undefined}>{signIn?.join(', ') ?? 'unknown'}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Wide>
      )}
      {privilegedTotal > 12 && (
        <Anchor component={Link} to="/users?isAdmin=true" size="sm">
          All {count(privilegedTotal)}
        </Anchor>
      )}
    </Panel>
  );
}
