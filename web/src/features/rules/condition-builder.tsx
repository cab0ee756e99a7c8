import { ActionIcon, Button, Group, NumberInput, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { type Built, builtOf, type Comparison, type Draft, OPERATORS, whenOf, withWhen } from './draft.ts';
import { JsonField } from './json-field.tsx';

/** When a rule acts: numbers of rows compared with numbers; anything else as the expert writes it. */
export function ConditionBuilder({ draft, onChange }: { draft: Draft; onChange: (draft: Draft) => void }) {
  const when = draft.operations[0]?.when;
  const built = builtOf(when);
  const [expert, setExpert] = useState(built === undefined);
  const names = draft.queries.map(({ name }) => name);
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Text size="sm" fw={500}>
          When
        </Text>
        <SegmentedControl
          size="xs"
          value={expert ? 'expert' : 'builder'}
          onChange={(value) => setExpert(value === 'expert')}
          data={[
            { value: 'builder', label: 'Builder', disabled: built === undefined },
            { value: 'expert', label: 'Expert' },
          ]}
        />
      </Group>
      {expert || !built ? <ExpertCondition when={when} onChange={(next) => onChange(withWhen(draft, next))} /> : <Builder built={built} names={names} onChange={(next) => onChange(withWhen(draft, whenOf(next)))} />}
    </Stack>
  );
}

function Builder({ built, names, onChange }: { built: Built; names: string[]; onChange: (built: Built) => void }) {
  const { join, comparisons } = built;
  const change = (index: number, part: Partial<Comparison>) => onChange({ join, comparisons: comparisons.map((one, at) => (at === index ? { ...one, ...part } : one)) });
  return (
    <Stack gap={6}>
      {comparisons.length === 0 && (
        <Text size="sm" c="dimmed">
          Always, at each evaluation.
        </Text>
      )}
      {comparisons.map(({ query, operator, number }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: comparisons have no other name.
        <Group key={index} gap="xs">
          {index > 0 && <Select size="xs" w={80} aria-label="Joined by" data={['AND', 'OR']} value={join} onChange={(value) => onChange({ join: value as Built['join'], comparisons })} allowDeselect={false} />}
          <Text size="sm">rows of</Text>
          <Select size="xs" w={130} aria-label="Rows of" data={[...new Set([...names, query])]} value={query} onChange={(value) => change(index, { query: value ?? query })} allowDeselect={false} />
          <Select size="xs" w={75} aria-label="Compared by" data={[...OPERATORS]} value={operator} onChange={(value) => change(index, { operator: value as Comparison['operator'] })} allowDeselect={false} />
          <NumberInput size="xs" w={90} aria-label="With" min={0} value={number} onChange={(value) => change(index, { number: Number(value) })} />
          <ActionIcon variant="subtle" color="gray" aria-label="Without this comparison" onClick={() => onChange({ join, comparisons: comparisons.filter((_one, at) => at !== index) })}>
            <IconX size={16} />
          </ActionIcon>
        </Group>
      ))}
      <Button size="compact-xs" variant="subtle" style={{ alignSelf: 'flex-start' }} onClick={() => onChange({ join, comparisons: [...comparisons, { query: names[0] ?? 'query0', operator: '>', number: 0 }] })}>
        Add a comparison
      </Button>
    </Stack>
  );
}

/** `{"type": "FILTER", "condition": …}` as JupiterOne writes it. */
const ExpertCondition = ({ when, onChange }: { when: unknown; onChange: (when: unknown) => void }) => (
  <JsonField
    aria-label="Condition as JSON"
    description="As JupiterOne writes it: a template in braces, or [left, operator, right], or [&quot;AND&quot;, …]. null is always."
    minRows={3}
    formatOnBlur
    initial={when ?? null}
    onChange={onChange}
  />
);
