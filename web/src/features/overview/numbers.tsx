import { Card, SimpleGrid, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { Schemas } from '../../shared/api.ts';
import { count } from '../../shared/names.ts';
import { useAsk } from '../../shared/use-ask.ts';

/** What one wants to know first, each number with what it is of. */
export function Numbers({ overview }: { overview: Schemas['Overview'] | undefined }) {
  const people = useAsk('GET /api/people');
  const posture = useAsk('GET /api/posture');
  const users = overview?.counts.entities.zoom_user;
  const active = overview?.groups.status.find(({ name }) => name === 'active')?.n ?? 0;
  const known = (people.data?.persons ?? 0) > 0;
  const weak = posture.data?.items.filter(({ bad = 0 }) => bad > 0).length;
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }} spacing="sm">
      <Tile label="Users" value={users} note={overview && `${count(active)} active`} to="/users" />
      <Tile label="Administrators" value={overview?.privilegedTotal} note="may change others' settings" to="/users?isAdmin=true" />
      <Tile
        label="Left, still active"
        value={known ? people.data?.leavers : undefined}
        note={people.data && !known ? 'employees are not known' : 'employees who are gone'}
        bad
        to={people.data && !known ? '/people' : '/questions?id=leavers-active'}
      />
      <Tile label="Active, no employee" value={known ? people.data?.strangers : undefined} note={people.data && !known ? 'import them' : 'whose are these?'} bad to="/people" />
      <Tile label="Weak settings" value={weak} note={posture.data && `of ${posture.data.items.length} that matter most`} bad to="/questions" />
    </SimpleGrid>
  );
}

function Tile({ label, value, note, to, bad = false }: { label: string; value: number | undefined; note?: string | undefined; to: string; bad?: boolean }) {
  return (
    <Card withBorder component={Link} to={to} padding="sm" className="tile">
      <Text size="sm">{label}</Text>
      <Text fz={28} fw={700} lh={1.2} c={bad && (value ?? 0) > 0 ? 'var(--bad)' : undefined}>
        {value === undefined ? '–' : count(value)}
      </Text>
      <Text size="xs" c="dimmed">
        {note ?? ' '}
      </Text>
    </Card>
  );
}
