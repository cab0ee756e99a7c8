import { Card, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { QueryAnswer } from '../../shared/api.ts';
import { Canvas } from '../../shared/graph/canvas.tsx';
import { thingOf, tieOf } from '../../shared/graph/types.ts';

/** A tree as a picture. */
export function GraphView({ answer }: { answer: Extract<QueryAnswer, { type: 'tree' }> }) {
  const things = useMemo(() => answer.data.vertices.map(thingOf), [answer]);
  const ties = useMemo(() => answer.data.edges.map(tieOf), [answer]);
  const [chosen, setChosen] = useState<string>();
  const one = things.find(({ id }) => id === chosen);
  return (
    <>
      <Card withBorder p={0} h={460} style={{ position: 'relative' }}>
        <Canvas things={things} ties={ties} chosen={chosen} onChoose={setChosen} />
      </Card>
      <Text size="sm" c="dimmed">
        {one ? `${one.name} (${one.type})` : `${things.length} entities, ${ties.length} relationships`}
      </Text>
    </>
  );
}
