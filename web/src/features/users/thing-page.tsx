import { Anchor, Badge, Button, Grid, Group, Stack, Text, Title } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { quoted, type Vertex } from '../../shared/api.ts';
import { nameOf } from '../../shared/names.ts';
import { Rows } from '../../shared/rows.tsx';
import { Empty, Loaded } from '../../shared/states.tsx';
import { BAD } from '../../shared/tones.ts';
import { useRows } from '../../shared/use-ask.ts';
import { textOf } from '../../shared/value.tsx';
import { useEntity } from './entity-data.ts';
import { History } from './history.tsx';
import { PropertiesTable } from './properties-table.tsx';

const MOST = 5_000;
const COLUMNS = ['Name', 'E-mail', 'Status', 'Licence', 'Department'];

/** A group or a role: who is in it, what it may do, what changed. */
export function ThingPage({ what }: { what: 'group' | 'role' }) {
  const { id = '' } = useParams();
  const entity = useEntity(`zoom_${what}`, id);
  return (
    <Loaded of={entity}>
      {(found) =>
        found === null ? (
          <Empty title={`There is no such ${what}`}>
            It may have been deleted.{' '}
            <Anchor component={Link} to={`/${what}s`}>
              All {what}s
            </Anchor>
          </Empty>
        ) : (
          <ThingView what={what} entity={found} />
        )
      }
    </Loaded>
  );
}

function ThingView({ what, entity }: { what: 'group' | 'role'; entity: Vertex }) {
  const { id, entity: meta, properties: has } = entity;
  const verb = what === 'group' ? 'HAS' : 'ASSIGNED';
  const members = useRows(
    `FIND zoom_${what} WITH _id = ${quoted(id)} THAT ${verb} zoom_user AS u RETURN u AS Name, u.email AS "E-mail", u.status AS Status, u.license AS Licence, u.dept AS Department ORDER BY u.displayName LIMIT ${MOST}`,
    { pageSize: MOST },
  );
  const filter = what === 'group' ? `groupIds=${encodeURIComponent(String(has.id))}` : `roleName=${encodeURIComponent(String(has.name))}`;
  return (
    <Stack>
      <Anchor component={Link} to={`/${what}s`} size="sm">
        ← All {what}s
      </Anchor>
      <Group justify="space-between">
        <Group gap="xs">
          <Title order={2} style={{ overflowWrap: 'anywhere' }}>
            <bdi>{nameOf(meta.displayName)}</bdi>
          </Title>
          {has.admin === true && (
            <Badge color={BAD} variant="filled">
              administrative
            </Badge>
          )}
        </Group>
        <Group gap="xs">
          <Button size="xs" variant="default" component={Link} to={`/users?${filter}`}>
            Its users as a list
          </Button>
          <Button size="xs" variant="default" component={Link} to={`/explore?ids=${id}`}>
            See as graph
          </Button>
        </Group>
      </Group>
      {Array.isArray(has.highPrivileges) && has.highPrivileges.length > 0 && (
        <Text size="sm">
          What makes it administrative: <b>{textOf(has.highPrivileges)}</b>
        </Text>
      )}
      <Grid>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Title order={3} size="h5" mb="xs">
            Users
          </Title>
          <Loaded of={members}>{(rows) => (rows.length === 0 ? <Empty title="Nobody, as far as is known" /> : <Rows columns={COLUMNS} rows={rows} filterable name={String(meta.displayName)} />)}</Loaded>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Title order={3} size="h5" mb="xs">
            Properties
          </Title>
          <PropertiesTable type={`zoom_${what}`} entity={entity} brief />
          <Title order={3} size="h5" my="xs">
            History
          </Title>
          <History entityKey={String(meta._key)} />
        </Grid.Col>
      </Grid>
    </Stack>
  );
}
