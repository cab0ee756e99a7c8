import { Anchor, Badge, Button, Card, Grid, Group, Select, Stack, Tabs, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { type Cell, hasWords, quoted, type Vertex } from '../../shared/api.ts';
import { nameOf } from '../../shared/names.ts';
import { Empty, Loaded } from '../../shared/states.tsx';
import { Time } from '../../shared/time.tsx';
import { BAD, GOOD } from '../../shared/tones.ts';
import { useAddress } from '../../shared/use-address.ts';
import { useRows } from '../../shared/use-ask.ts';
import { textOf } from '../../shared/value.tsx';
import { personQuery, useEntity } from './entity-data.ts';
import { History } from './history.tsx';
import { PropertiesTable } from './properties-table.tsx';
import { SettingsTable } from './settings-table.tsx';

/** Everything about one user: who that is in the company, what they may do, how their settings differ, what changed. */
export function UserPage() {
  const { id = '' } = useParams();
  const user = useEntity('zoom_user', id);
  return (
    <Loaded of={user}>
      {(entity) =>
        entity === null ? (
          <Empty title="There is no such user">
            It may have been deleted.{' '}
            <Anchor component={Link} to="/users">
              All users
            </Anchor>
          </Empty>
        ) : (
          <UserView entity={entity} />
        )
      }
    </Loaded>
  );
}

function UserView({ entity }: { entity: Vertex }) {
  const { id, entity: meta, properties: has } = entity;
  const { params, set } = useAddress();
  const beside = params.get('with') ?? undefined;
  const other = useEntity('zoom_user', beside);
  return (
    <Stack>
      <Anchor component={Link} to="/users" size="sm">
        ← All users
      </Anchor>
      <Group justify="space-between" align="flex-start">
        <div>
          <Group gap="xs">
            <Title order={2} style={{ overflowWrap: 'anywhere' }}>
              <bdi>{nameOf(meta.displayName)}</bdi>
            </Title>
            <Badge color={has.active === true ? GOOD : 'gray.7'} variant="filled">
              {textOf(has.status)}
            </Badge>
            {has.isAdmin === true && (
              <Badge color={BAD} variant="filled">
                administrator
              </Badge>
            )}
          </Group>
          <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {textOf(has.email)} · {textOf(has.license)} · {textOf(has.roleName)} · signs in with {textOf(has.loginMethods)}, last <Time on={has.lastLoginTime as number | undefined} />
          </Text>
        </div>
        <Group gap="xs">
          <CompareWith id={id} value={beside} onChange={(value) => set({ with: value })} />
          <Button size="xs" variant="default" component={Link} to={`/explore?ids=${id}`}>
            See as graph
          </Button>
        </Group>
      </Group>
      <Grid>
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Tabs value={params.get('tab') ?? 'settings'} onChange={(tab) => set({ tab: tab === 'settings' ? null : tab })} keepMounted={false}>
            <Tabs.List mb="sm">
              <Tabs.Tab value="settings">Settings</Tabs.Tab>
              <Tabs.Tab value="properties">Properties</Tabs.Tab>
              <Tabs.Tab value="history">History</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="settings">
              <SettingsTable entity={entity} other={other.data ?? undefined} />
            </Tabs.Panel>
            <Tabs.Panel value="properties">
              <PropertiesTable type="zoom_user" entity={entity} />
            </Tabs.Panel>
            <Tabs.Panel value="history">
              <History entityKey={String(meta._key)} />
            </Tabs.Panel>
          </Tabs>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Stack>
            <Employee id={id} />
            <Related title="Roles" query={`FIND zoom_user WITH _id = ${quoted(id)} THAT ASSIGNED zoom_role AS x RETURN x._id AS id, x.displayName AS name ORDER BY x.displayName`} to="roles" />
            <Related title="Groups" query={`FIND zoom_user WITH _id = ${quoted(id)} THAT HAS zoom_group AS x RETURN x._id AS id, x.displayName AS name ORDER BY x.displayName`} to="groups" />
          </Stack>
        </Grid.Col>
      </Grid>
    </Stack>
  );
}

/** Somebody else to stand beside. */
function CompareWith({ id, value, onChange }: { id: string; value: string | undefined; onChange: (id: string | null) => void }) {
  const [words, setWords] = useState('');
  const [settled] = useDebouncedValue(words, 200);
  const text = `FIND zoom_user WITH ${settled.trim() === '' ? 'displayName != undefined' : hasWords(settled.trim())} AS u RETURN u._id AS id, u.displayName AS name, u.email AS email ORDER BY u.displayName LIMIT 20`;
  const found = useRows(text, { placeholderData: keepPreviousData });
  const chosen = useEntity('zoom_user', value);
  const data = (found.data ?? []).filter((row) => row.id !== id).map((row) => ({ value: String(row.id), label: `${textOf(row.name)} (${textOf(row.email)})` }));
  const all = value === undefined || data.some((one) => one.value === value) ? data : [...data, { value, label: String(chosen.data?.entity.displayName ?? value) }];
  return (
    <Select
      size="xs"
      w={240}
      aria-label="Compare with"
      placeholder="Compare with"
      searchable
      clearable
      data={all}
      value={value ?? null}
      onChange={onChange}
      onSearchChange={setWords}
      filter={({ options }) => options}
      comboboxProps={{ width: 340, position: 'bottom-end' }}
    />
  );
}

/** The employee behind a user, and how sure that is. */
function Employee({ id }: { id: string }) {
  const persons = useRows(personQuery(id));
  return (
    <Card withBorder>
      <Title order={3} size="h5" mb={4}>
        Employee
      </Title>
      <Loaded of={persons}>
        {(rows) =>
          rows.length === 0 ? (
            <Text size="sm" c="dimmed">
              Nobody that is known.{' '}
              <Anchor component={Link} to="/people" size="sm" underline="always">
                Employees
              </Anchor>
            </Text>
          ) : (
            <Stack gap="sm">
              {rows.map((row) => (
                <OneEmployee key={String(row.id)} row={row} />
              ))}
            </Stack>
          )
        }
      </Loaded>
    </Card>
  );
}

const OneEmployee = ({ row }: { row: Record<string, Cell> }) => (
  <div>
    <Group gap={6}>
      <Anchor component={Link} to={`/explore?ids=${row.id}`} size="sm" fw={600}>
        <bdi>{textOf(row.name)}</bdi>
      </Anchor>
      {row.active === false && (
        <Badge color="red.8" variant="filled">
          has left
        </Badge>
      )}
    </Group>
    <Text size="sm">
      {[row.title, row.department]
        .filter((part) => part !== null && part !== undefined)
        .map((part) => textOf(part))
        .join(', ')}
      {row.manager ? `; manager: ${textOf(row.manager)}` : ''}
      {row.left ? `; until ${textOf(row.left)}` : ''}
    </Text>
    <Text size="xs" c="dimmed">
      Matched by {textOf(row.matchedBy)}, confidence {textOf(row.confidence)}
      {row.ambiguous === true ? '; others match as well' : ''}
    </Text>
  </div>
);

function Related({ title, query: text, to }: { title: string; query: string; to: string }) {
  const related = useRows(text);
  return (
    <Card withBorder>
      <Title order={3} size="h5" mb={4}>
        {title}
      </Title>
      <Loaded of={related}>
        {(rows) =>
          rows.length === 0 ? (
            <Text size="sm" c="dimmed">
              None that is known.
            </Text>
          ) : (
            <Group gap="xs">
              {rows.map(({ id, name }) => (
                <Anchor key={String(id)} component={Link} to={`/${to}/${id}`} size="sm" style={{ overflowWrap: 'anywhere' }} lineClamp={3}>
                  <bdi>{nameOf(name)}</bdi>
                </Anchor>
              ))}
            </Group>
          )
        }
      </Loaded>
    </Card>
  );
}
