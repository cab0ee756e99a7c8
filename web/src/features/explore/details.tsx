import { Alert, Anchor, Badge, Button, Card, Group, ScrollArea, Table, Text, TextInput, Title, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { queryLink, quoted } from '../../shared/api.ts';
import type { Thing, Tie } from '../../shared/graph/types.ts';
import { count, pageOf, typeName } from '../../shared/names.ts';
import { Time } from '../../shared/time.tsx';
import { useAsk } from '../../shared/use-ask.ts';
import { Became, Value } from '../../shared/value.tsx';
import { type Around, countAround, STEP, thingsById } from './fetch-graph.ts';

interface DetailsProps {
  thing: Thing;
  things: readonly Thing[];
  ties: readonly Tie[];
  onExpand: (around: Around) => void;
  onHide: () => void;
  onPath: () => void;
  onChoose: (id: string) => void;
}

/** Everything about one thing, and the ways on from it, counted before they are gone. */
export function Details({ thing: shown, things, ties, onExpand, onHide, onPath, onChoose }: DetailsProps) {
  const whole = useQuery({ queryKey: ['POST /api/query', 'whole', shown.id], queryFn: async ({ signal }) => (await thingsById([shown.id], signal))[0] ?? null, enabled: shown.partial === true });
  const thing = whole.data ?? shown;
  const around = useQuery({ queryKey: ['POST /api/query', 'around', thing.id], queryFn: ({ signal }) => countAround(thing.id, signal) });
  const near = useMemo(() => nearOf(thing.id, things, ties), [thing.id, things, ties]);
  const shownBy = (type: string, verb: string) => near.filter(({ tie, other }) => tie.verb === verb && other.type === type).length;
  return (
    <Card withBorder h={600} style={{ display: 'flex', flexDirection: 'column' }} component="section" aria-label="Details">
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div style={{ minWidth: 0 }}>
          <Title order={3} size="h5" lineClamp={3} title={thing.name} style={{ overflowWrap: 'anywhere' }}>
            <bdi>{thing.name}</bdi>
          </Title>
          <Text size="xs" c="dimmed">
            {typeName(thing.type)} · {thing.classes.join(', ')}
          </Text>
        </div>
        <Group gap={2} wrap="nowrap">
          {!pageOf(thing.type, thing.id).startsWith('/explore') && (
            <Button size="compact-xs" variant="subtle" component={Link} to={pageOf(thing.type, thing.id)}>
              Page
            </Button>
          )}
          <Button size="compact-xs" variant="subtle" onClick={onPath}>
            Path to
          </Button>
          <Button size="compact-xs" variant="subtle" color="gray" onClick={onHide}>
            Hide
          </Button>
        </Group>
      </Group>
      <Group gap={6} mt="xs">
        {around.data?.map((one) => {
          const have = shownBy(one.type, one.verb);
          return (
            <Button key={`${one.verb} ${one.type}`} size="compact-xs" variant="light" disabled={have >= one.count} onClick={() => onExpand(one)}>
              {one.verb} {typeName(one.type)} {have > 0 && have < one.count ? `${count(have)} of ` : ''}
              {count(one.count)}
              {one.count > STEP && have < one.count ? ' as a group' : ''}
            </Button>
          );
        })}
        {around.isError && <Alert color="red">What is around it cannot be counted: {around.error.message}</Alert>}
      </Group>
      <Facts thing={thing} near={near} onChoose={onChoose} />
    </Card>
  );
}

interface Near {
  tie: Tie;
  other: Thing;
}

/** What is tied to a thing, of what is shown: among thousands, so each is looked up and not searched. */
function nearOf(id: string, things: readonly Thing[], ties: readonly Tie[]): Near[] {
  const byId = new Map(things.map((thing) => [thing.id, thing]));
  return ties.flatMap((tie) => {
    const other = tie.from === id ? byId.get(tie.to) : tie.to === id ? byId.get(tie.from) : undefined;
    return other ? [{ tie, other }] : [];
  });
}

function Facts({ thing, near, onChoose }: Pick<DetailsProps, 'thing' | 'onChoose'> & { near: readonly Near[] }) {
  const [filter, setFilter] = useState('');
  const model = useAsk('GET /api/model', {}, { staleTime: Number.POSITIVE_INFINITY });
  const history = useAsk('GET /api/changes', { search: { limit: 20, key: thing.key } });
  const about = new Map((model.data?.types[thing.type]?.properties ?? []).map(({ name, description }) => [name, description]));
  const names = Object.keys(thing.properties)
    .filter((name) => name.toLowerCase().includes(filter.toLowerCase()))
    .sort();
  return (
    <>
      <TextInput size="xs" mt="xs" value={filter} onChange={(event) => setFilter(event.currentTarget.value)} placeholder={`Filter ${Object.keys(thing.properties).length} properties`} aria-label="Filter properties" />
      <ScrollArea flex={1} mt="xs" type="auto" viewportProps={{ tabIndex: 0 }}>
        <Table fz="xs" verticalSpacing={2} layout="fixed">
          <Table.Tbody>
            {names.map((name) => (
              <Table.Tr key={name}>
                <Table.Td style={{ overflowWrap: 'anywhere' }} c="dimmed">
                  <Tooltip label={about.get(name) ?? 'not described'} multiline w={300} openDelay={300} disabled={!about.has(name)}>
                    <span>{name}</span>
                  </Tooltip>
                </Table.Td>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>
                  <Value value={thing.properties[name]} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <Title order={4} size="h6" mt="sm">
          Relations shown ({near.length})
        </Title>
        {near.slice(0, STEP).map(({ tie, other }) => (
          <Group key={tie.id} gap={4} wrap="nowrap">
            <Badge size="xs" variant="light" color="gray">
              {tie.from === thing.id ? tie.verb : `${tie.verb} by`}
            </Badge>
            <Anchor component="button" type="button" size="xs" onClick={() => onChoose(other.id)}>
              <bdi>{other.name}</bdi>
            </Anchor>
          </Group>
        ))}
        <Title order={4} size="h6" mt="sm">
          History
        </Title>
        {history.data?.items.length === 0 && (
          <Text size="xs" c="dimmed">
            Nothing is known to have changed.
          </Text>
        )}
        {history.data?.items.map((change) => (
          <div key={`${change.on} ${change.operation}`}>
            <Text size="xs" c="dimmed">
              <Time on={change.on} />: {change.operation}
            </Text>
            {change.properties.slice(0, 6).map((property) => (
              <Text key={property.name} size="xs" style={{ overflowWrap: 'anywhere' }}>
                <Became property={property} />
              </Text>
            ))}
          </div>
        ))}
        <Anchor component={Link} size="xs" to={queryLink(`FIND * WITH _key = ${quoted(thing.key)}`)}>
          Open as query
        </Anchor>
      </ScrollArea>
    </>
  );
}
