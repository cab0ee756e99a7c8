import { Alert, Anchor, Button, Card, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { Link, useSearchParams } from 'react-router';
import { queryLink, type Schemas } from '../../shared/api.ts';
import { useMay } from '../../shared/me.ts';
import { count } from '../../shared/names.ts';
import { Empty, Loaded, NotAllowed } from '../../shared/states.tsx';
import { useAsk } from '../../shared/use-ask.ts';
import { ImportPeople } from './import-people.tsx';

const LEAVERS =
  'FIND UNIQUE zoom_user WITH active = true AS u THAT IS Person WITH active = false AS p RETURN u AS User, u.email AS "E-mail", u.roleName AS Role, p.displayName AS Employee, p.department AS Department, p.endDate AS "Left on"';
const STRANGERS = 'FIND zoom_user WITH active = true AS u THAT !IS Person RETURN u AS User, u.email AS "E-mail", u.roleName AS Role, u.lastLoginTime AS "Last sign-in"';
const MATCHES = 'FIND zoom_user AS u THAT IS AS j Person AS p RETURN u AS User, p AS Employee, j.matchedBy AS "Matched by", j.confidence AS Confidence, j.ambiguous AS "Others match"';

/** Employees: how Zoom's users are mapped to them, and where they come from. */
export function People() {
  const [params, setParams] = useSearchParams();
  const people = useAsk('GET /api/people');
  const may = useMay('administrator');
  const importing = params.get('import') === '1';
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={2}>Employees</Title>
        {may && !importing && <Button onClick={() => setParams({ import: '1' })}>Import employees</Button>}
      </Group>
      {importing && people.data && !may ? (
        <NotAllowed />
      ) : importing && may ? (
        <ImportPeople onDone={() => setParams({})} />
      ) : (
        <Loaded of={people}>{(joins) => (joins.persons === 0 ? <NoPeople may={may} /> : <Joins joins={joins} />)}</Loaded>
      )}
    </Stack>
  );
}

const NoPeople = ({ may }: { may: boolean }) => (
  <Empty title="No employees are known">
    {may ? 'Import them from a CSV or JSON file of your HR system or directory: ' : 'An administrator can import them: '}
    then the Zoom users of people who left, and those that are nobody's, can be found.
  </Empty>
);

function Joins({ joins: { users, persons, joined, byRule, strangers, leavers } }: { joins: Schemas['JoinCounts'] }) {
  return (
    <Stack>
      <SimpleGrid cols={{ base: 2, md: 4 }}>
        <Tile label="Employees" n={persons} to={queryLink('FIND Person AS p RETURN p AS Name, p.email AS "E-mail", p.title AS Title, p.department AS Department, p.manager AS Manager, p.active AS Active')} />
        <Tile label={`of ${count(users)} Zoom users are an employee`} n={joined} to={queryLink(MATCHES)} />
        <Tile label="left, still active in Zoom" n={leavers} bad to={queryLink(LEAVERS)} />
        <Tile label="active in Zoom, no employee" n={strangers} bad to={queryLink(STRANGERS)} />
      </SimpleGrid>
      <Card withBorder>
        <Title order={3} size="h5" mb="xs">
          How they were matched
        </Title>
        {Object.entries(byRule).map(([rule, n]) => (
          <Group key={rule} gap="sm">
            <Text size="sm" w={150}>
              by {rule.replace('-', ' ')}
            </Text>
            <Text size="sm" fw={600}>
              {count(n)}
            </Text>
          </Group>
        ))}
        <Text size="sm" c="dimmed" mt="xs">
          Ids and addresses are sure; a name matches only where nobody else has it.{' '}
          <Anchor component={Link} to={queryLink(MATCHES)} size="sm">
            See every match
          </Anchor>
        </Text>
      </Card>
      {strangers > 0 && (
        <Alert color="gray" title="No employee?">
          Room systems, service accounts, contractors of another list, or somebody whose address changed: import further lists under a name of their own.
        </Alert>
      )}
    </Stack>
  );
}

const Tile = ({ label, n, to, bad = false }: { label: string; n: number; to: string; bad?: boolean }) => (
  <Card withBorder padding="sm" component={Link} to={to} className="tile">
    <Text fz={28} fw={700} lh={1.2} c={bad && n > 0 ? 'var(--bad)' : undefined}>
      {count(n)}
    </Text>
    <Text size="sm">{label}</Text>
  </Card>
);
