import { Badge, Button, Card, Grid, Group, Menu, Select, Stack, Switch, Text, TextInput, Title, useComputedColorScheme } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { Canvas, type CanvasHandle } from '../../shared/graph/canvas.tsx';
import type { Thing, Tie } from '../../shared/graph/types.ts';
import { count, counted, typeName } from '../../shared/names.ts';
import { Busy, Empty, Failed } from '../../shared/states.tsx';
import { tell } from '../../shared/tell.ts';
import { useAsk } from '../../shared/use-ask.ts';
import { asItWas } from './as-it-was.ts';
import { AsTable } from './as-table.tsx';
import { Details } from './details.tsx';
import { type Around, countAround, idsByWords, membersOf, STEP } from './fetch-graph.ts';
import { GroupDetails } from './group-details.tsx';
import { groupSize, type Looks, looksOf, passes, tellingProperties } from './looks.ts';
import { PathFinder } from './path-finder.tsx';
import { saveJson, savePng, saveSvg } from './save-picture.ts';
import { TimeSlider } from './time-slider.tsx';
import { type Graph, useGraph } from './use-graph.ts';
import { groupId, paramsOf, type View, viewOf } from './view.ts';

/** The graph, from a person, an answer or nothing outward, step by step. All that is shown is in the address. */
export function Explore() {
  const [params, setParams] = useSearchParams();
  const view = useMemo(() => viewOf(params), [params]);
  const fetched = useGraph(view);
  const graph = fetched.data;
  const past = view.on !== undefined;
  const keys = useMemo(() => (past && graph ? [...graph.things.map(({ key }) => key), ...graph.ties.map(({ key }) => key)] : []), [past, graph]);
  const changes = useAsk('POST /api/changes', { body: { keys } }, { enabled: keys.length > 0, staleTime: 60_000 });
  const { hide: hidden, filter, on } = view;
  const hiddenText = hidden.join(',');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is a new one each time, its text is not.
  const shown = useMemo(() => (graph ? shownOf(graph, { hide: hidden, filter, on }, changes.data?.items) : undefined), [graph, hiddenText, filter, on, changes.data]);
  const { colour, size } = view;
  const looks = useMemo(() => shown && withGroups(looksOf(shown.things, shown.ties, { colour, size }), shown.groups), [shown, colour, size]);
  const [pathFrom, setPathFrom] = useState<Thing>();
  const canvas = useRef<CanvasHandle>(null);

  const go = (changed: Partial<View>, replace = false) => setParams(paramsOf({ ...view, ...changed }), { replace });
  const chosenId = view.chosen ?? (graph?.roots.length === 1 ? graph.roots[0] : undefined);
  const chosen = shown?.things.find(({ id }) => id === chosenId);
  const group = shown?.groups.find((one) => groupId(one) === chosenId);
  const choose = (id: string | undefined) => go({ chosen: id }, true);
  /** What is on the screen, named one by one: from here one goes on. */
  const named = () => ({ ids: graph ? [...new Set([...view.ids, ...graph.roots])] : view.ids, key: undefined });
  const addIds = (ids: readonly string[], at?: string) => go({ ...named(), ids: [...new Set([...named().ids, ...ids])], groups: keptGroups(graph, view), chosen: at ?? view.chosen });
  const expand = async (from: string, { verb, type, count: number }: Around) => {
    if (number > STEP)
      return go({ ...named(), groups: [...keptGroups(graph, view).filter((one) => groupId(one) !== groupId({ from, verb, type })), { from, verb, type, open: false }], chosen: groupId({ from, verb, type }) });
    const { things } = await membersOf({ from, verb, type });
    addIds(
      things.map(({ id }) => id),
      from,
    );
  };
  /** Everything around a thing: what is little one by one, what is much as groups. */
  const openThing = async (id: string) => {
    const around = await countAround(id);
    const few = await Promise.all(around.filter(({ count: number }) => number <= STEP).map(({ verb, type }) => membersOf({ from: id, verb, type })));
    const many = around.filter(({ count: number }) => number > STEP).map(({ verb, type }) => ({ from: id, verb, type, open: false }));
    const kept = keptGroups(graph, view);
    const ids = [...new Set([...named().ids, id, ...few.flatMap(({ things }) => things.map((thing) => thing.id))])];
    go({ ...named(), ids, groups: [...kept, ...many.filter((one) => !kept.some((known) => groupId(known) === groupId(one)))], chosen: id });
  };
  const openGroup = (id: string) => go({ ...named(), groups: keptGroups(graph, view).map((one) => (groupId(one) === id ? { ...one, open: true } : one)), chosen: undefined });
  const hide = (id: string) => go({ ...named(), ids: named().ids.filter((one) => one !== id), groups: keptGroups(graph, view).filter((one) => one.from !== id && groupId(one) !== id), chosen: undefined });
  const dark = useComputedColorScheme('light') === 'dark';
  const picture = { background: dark ? '#242424' : '#ffffff', ink: dark ? '#e9ecef' : '#212529', line: dark ? '#5c5f66' : '#ced4da' };
  const types = useMemo(() => [...new Set(graph?.things.map(({ type }) => type) ?? [])].sort(), [graph]);
  const telling = useMemo(() => tellingProperties(graph?.things.slice(0, 2_000) ?? []), [graph]);

  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={2}>Explore</Title>
        <Find onFound={(ids) => setParams(paramsOf({ ids, groups: [], hide: [] }))} />
      </Group>
      <Group gap="xs" align="flex-end">
        <Select
          size="xs"
          w={170}
          label="Colour by"
          placeholder="type"
          clearable
          searchable
          data={telling.colours}
          value={view.colour ?? null}
          onChange={(colour) => go({ colour: colour ?? undefined }, true)}
          limit={80}
        />
        <Select size="xs" w={150} label="Size by" placeholder="importance" clearable searchable data={telling.sizes} value={view.size ?? null} onChange={(size) => go({ size: size ?? undefined }, true)} limit={80} />
        <TextInput size="xs" w={190} label="Only" placeholder="a name, or property=value" value={view.filter ?? ''} onChange={(event) => go({ filter: event.currentTarget.value }, true)} />
        <Switch size="sm" label="As it was" checked={past} onChange={(event) => go({ on: event.currentTarget.checked ? Date.now() : undefined }, true)} mb={4} />
        <Menu>
          <Menu.Target>
            <Button size="xs" variant="default" disabled={!shown}>
              Save
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => withSigma(canvas, (sigma) => void savePng(sigma, picture.background))}>Picture (PNG)</Menu.Item>
            <Menu.Item onClick={() => withSigma(canvas, (sigma) => saveSvg(sigma, picture))}>Drawing (SVG)</Menu.Item>
            <Menu.Item onClick={() => shown && saveJson(shown.things, shown.ties)}>Data (JSON)</Menu.Item>
          </Menu.Dropdown>
        </Menu>
        <Button size="xs" variant="subtle" onClick={() => setParams({})}>
          Start anew
        </Button>
      </Group>
      {past && <TimeSlider changes={changes.data?.items} on={view.on ?? Date.now()} onChange={(on) => go({ on }, true)} busy={changes.isFetching} />}
      {fetched.isError && <Failed error={fetched.error} again={() => void fetched.refetch()} />}
      <Grid>
        <Grid.Col span={{ base: 12, md: chosen || group ? 8 : 12 }}>
          <Card withBorder p={0} h={600} style={{ position: 'relative' }}>
            {shown && shown.drawn.length > 0 && looks && (
              <Canvas
                ref={canvas}
                things={shown.drawn}
                ties={shown.drawnTies}
                chosen={chosenId}
                onChoose={choose}
                onOpen={(id) => (id.startsWith('group ') ? openGroup(id) : void openThing(id).catch(tell))}
                colours={looks.colour}
                sizes={looks.size}
              />
            )}
            {fetched.isFetching && (
              <div style={{ position: 'absolute', top: 8, right: 8 }}>
                <Busy what="Fetching the graph" />
              </div>
            )}
            {!fetched.isFetching && shown?.drawn.length === 0 && (
              <Empty title="Nothing is there">
                {view.filter
                  ? 'Nothing that is shown passes the filter.'
                  : past
                    ? 'At this moment nothing of it was known.'
                    : 'Search for somebody, or come here from an answer. An account has to be collected first: see Integrations.'}
              </Empty>
            )}
            <Group gap={6} style={{ position: 'absolute', left: 10, bottom: 10, right: 10 }}>
              {looks?.legend.slice(0, 10).map(({ label, colour, count: number }) => (
                <Badge key={label} color={colour} variant="filled" tt="none">
                  {view.colour === undefined ? typeName(label) : label} {count(number)}
                </Badge>
              ))}
              {types.length > 1 &&
                types.map((type) => (
                  <Button
                    key={type}
                    size="compact-xs"
                    variant={view.hide.includes(type) ? 'filled' : 'default'}
                    onClick={() => go({ hide: view.hide.includes(type) ? view.hide.filter((one) => one !== type) : [...view.hide, type] }, true)}
                  >
                    {view.hide.includes(type) ? 'Show' : 'Hide'} {typeName(type)}s
                  </Button>
                ))}
            </Group>
          </Card>
        </Grid.Col>
        {(chosen || group) && shown && (
          <Grid.Col span={{ base: 12, md: 4 }}>
            {chosen && (
              <Details
                key={chosen.id}
                thing={chosen}
                things={shown.things}
                ties={shown.ties}
                onExpand={(around) => void expand(chosen.id, around).catch(tell)}
                onHide={() => hide(chosen.id)}
                onPath={() => setPathFrom(chosen)}
                onChoose={choose}
              />
            )}
            {group && (
              <GroupDetails
                key={groupId(group)}
                group={group}
                of={shown.things.find(({ id }) => id === group.from)?.name ?? ''}
                onOpen={() => openGroup(groupId(group))}
                onAdd={(ids) => addIds(ids)}
                onHide={() => hide(groupId(group))}
              />
            )}
          </Grid.Col>
        )}
      </Grid>
      {pathFrom && <PathFinder from={pathFrom} onFound={(ids) => addIds(ids)} close={() => setPathFrom(undefined)} />}
      {shown && <AsTable things={shown.things} ties={shown.ties} onChoose={choose} />}
      <Text size="xs" c="dimmed">
        {shown ? `${counted(shown.things.length, 'thing')} and ${counted(shown.ties.length, 'relationship')} are shown. A click shows what one is, a double click what is around it.` : ' '}
      </Text>
    </Stack>
  );
}

const withSigma = (canvas: React.RefObject<CanvasHandle | null>, work: (sigma: NonNullable<ReturnType<CanvasHandle['sigma']>>) => void): void => {
  const sigma = canvas.current?.sigma();
  if (sigma) work(sigma);
};

/** Groups that are shown, those among them that came by themselves. */
const keptGroups = (graph: Graph | undefined, view: View): View['groups'] => graph?.groups.map(({ from, verb, type, open }) => ({ from, verb, type, open })) ?? view.groups;

/** Groups are as large as what they stand for. */
const withGroups = (looks: Looks, groups: Graph['groups']): Looks => ({ ...looks, size: new Map([...looks.size, ...groups.map((group) => [groupId(group), groupSize(group.count)] as const)]) });

/** What of a graph is drawn: as it was, without what is hidden or filtered away, closed groups as one. */
function shownOf(graph: Graph, view: Pick<View, 'hide' | 'filter' | 'on'>, changes: Parameters<typeof asItWas>[1] | undefined) {
  const then = view.on !== undefined && changes ? asItWas(graph, changes, view.on) : graph;
  const things = then.things.filter((thing) => !view.hide.includes(thing.type) && passes(thing, view.filter));
  const ids = new Set(things.map(({ id }) => id));
  const ties = then.ties.filter(({ from, to }) => ids.has(from) && ids.has(to));
  const groups = graph.groups.filter(({ from, open, type, count: number }) => !open && number > 0 && ids.has(from) && !view.hide.includes(type));
  const nodes: Thing[] = groups.map((group) => ({ id: groupId(group), key: '', name: counted(group.count, typeName(group.type)), type: group.type, classes: [], properties: {} }));
  const edges: Tie[] = groups.map((group) => ({ id: `to ${groupId(group)}`, key: '', from: group.from, to: groupId(group), verb: group.verb }));
  return {
    things,
    ties,
    groups,
    drawn: [...things, ...nodes],
    drawnTies: [...ties, ...edges],
  };
}

function Find({ onFound }: { onFound: (ids: string[]) => void }) {
  const [text, setText] = useState('');
  const [none, setNone] = useState(false);
  const find = async () => {
    const found = await idsByWords(text.trim());
    setNone(found.length === 0);
    if (found.length > 0) onFound(found);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') find().catch(tell);
      }}
    >
      <TextInput
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setNone(false);
        }}
        placeholder="Name or e-mail"
        aria-label="Start from a name or an e-mail address"
        error={none ? 'Nobody by that name' : undefined}
        w={260}
      />
    </form>
  );
}
