import { Code, Stack, Text, Title } from '@mantine/core';
import { Copy } from '../../shared/copy.tsx';
import { Loaded } from '../../shared/states.tsx';
import { useAsk } from '../../shared/use-ask.ts';

/** How a query is answered: SQL with its parameters, the database's plan, and what the compiler was given. */
export function ExplainView({ query, variables }: { query: string; variables: Record<string, unknown> }) {
  const explained = useAsk('POST /api/query/explain', { body: { query, variables } });
  return (
    <Loaded of={explained} what="Explaining">
      {({ sql, params, database, plan }) => (
        <Stack gap="xs">
          <Part title="SQL" text={sql} />
          {params.length > 0 && <Part title="Parameters" text={params.map((value, index) => `$${index + 1} = ${JSON.stringify(value)}`).join('\n')} />}
          <Part title="What the database makes of it" text={database} />
          <Part title="Plan" text={JSON.stringify(plan, null, 2)} />
        </Stack>
      )}
    </Loaded>
  );
}

const Part = ({ title, text }: { title: string; text: string }) => (
  <div>
    <Title order={3} size="h6">
      {title} <Copy text={text} />
    </Title>
    {text === '' ? (
      <Text size="sm" c="dimmed">
        none
      </Text>
    ) : (
      <Code block mah={320} tabIndex={0} style={{ overflow: 'auto' }}>
        {text}
      </Code>
    )}
  </div>
);
