import { Alert, Button, Code, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { lazy, Suspense, useMemo } from 'react';
import { Link } from 'react-router';
import { entitiesOf, type QueryAnswer } from '../../shared/api.ts';
import { chunk } from '../../shared/chunk.ts';
import { download } from '../../shared/download.ts';
import { Rows } from '../../shared/rows.tsx';
import { Busy, Empty } from '../../shared/states.tsx';
import { useAddress } from '../../shared/use-address.ts';
import { ChartView } from './chart-view.tsx';
import { ExplainView } from './explain-view.tsx';
import { chartOf, rowsOf } from './rows-of.ts';
import type { Asked } from './use-answer.ts';

const GraphView = lazy(chunk(() => import('./graph-view.tsx').then(({ GraphView: component }) => ({ default: component }))));

/** Ids that an address can hold; more are named by the query that finds them. */
const IN_ADDRESS = 100;
/** Characters of JSON that are drawn; the file has all. */
const MOST_SHOWN = 200_000;

/** The graph of an answer: its entities, or those that its query is about. */
const graphOf = ({ query, variables }: Asked, ids: readonly string[]): string =>
  (ids.length === 0 || ids.length > IN_ADDRESS) && Object.keys(variables).length === 0 ? `/explore?q=${encodeURIComponent(entitiesOf(query))}` : `/explore?ids=${ids.slice(0, IN_ADDRESS).join(',')}`;

interface AnswerProps {
  asked: Asked;
  answer: QueryAnswer;
  busy: boolean;
  more: (all: boolean) => void;
}

/** An answer in the shape that one looks for: table, graph, chart, JSON, or how it came to be. */
export function AnswerView({ asked, answer, busy, more }: AnswerProps) {
  const { params, set } = useAddress();
  const found = useMemo(() => rowsOf(answer), [answer]);
  const chart = useMemo(() => chartOf(found), [found]);
  const shapes = ['table', ...(answer.type === 'tree' ? ['graph'] : []), ...(chart ? ['chart'] : []), 'json', 'explain'];
  const wanted = params.get('as') ?? (answer.type === 'tree' ? 'graph' : 'table');
  const shape = shapes.includes(wanted) ? wanted : 'table';
  const cursor = answer.type === 'tree' ? undefined : answer.cursor;
  const json = () => JSON.stringify(answer.data, null, 2);
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <SegmentedControl
          size="xs"
          value={shape}
          onChange={(as) => set({ as }, true)}
          data={shapes.map((value) => ({ value, label: { table: 'Table', graph: 'Graph', chart: 'Chart', json: 'JSON', explain: 'Explain' }[value] ?? value }))}
        />
        <Group gap="sm">
          {found.rows.length > 0 && (Object.keys(asked.variables).length === 0 || found.ids.length > 0) && (
            <Button size="compact-sm" variant="light" component={Link} to={graphOf(asked, found.ids)}>
              See as graph
            </Button>
          )}
          <Text size="sm" c="dimmed">
            {answer.ms} ms
          </Text>
        </Group>
      </Group>
      {answer.warnings.map(({ message }) => (
        <Alert key={message} color="yellow" p="xs">
          {message}
        </Alert>
      ))}
      {shape === 'explain' ? (
        <ExplainView query={asked.query} variables={asked.variables} />
      ) : found.rows.length === 0 ? (
        <Empty title="Nothing is so">No row answers this query. What is not known is not found by `=`: ask for `= undefined` as well.</Empty>
      ) : shape === 'graph' && answer.type === 'tree' ? (
        <Suspense fallback={<Busy />}>
          <GraphView answer={answer} />
        </Suspense>
      ) : shape === 'chart' && chart ? (
        <ChartView rows={found.rows} chart={chart} />
      ) : shape === 'json' ? (
        <div>
          <Button size="compact-xs" variant="subtle" onClick={() => download('answer.json', 'application/json', json())}>
            Download
          </Button>
          <Code block mah={460} tabIndex={0} style={{ overflow: 'auto' }}>
            {json().slice(0, MOST_SHOWN)}
          </Code>
        </div>
      ) : (
        <Rows columns={found.columns} rows={found.rows} total={answer.total} filterable more={cursor === undefined ? undefined : { load: () => more(false), busy, all: () => more(true) }} />
      )}
    </Stack>
  );
}
