import { Anchor, Badge, Button, Card, Code, Group, Modal, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { Link } from 'react-router';
import { entitiesOf, queryLink, type Schemas } from '../../shared/api.ts';
import { useMay } from '../../shared/me.ts';
import { count } from '../../shared/names.ts';
import { asJ1ql, parametersOf } from '../../shared/parameters.ts';
import { Rows } from '../../shared/rows.tsx';
import { Empty, Loaded } from '../../shared/states.tsx';
import { useAsk, useChange } from '../../shared/use-ask.ts';
import { COLOURS } from './question-counts.tsx';

type Question = Schemas['AccountQuestion'];

/** A rule made of a question watches what is bad of it; of one without bad answers, the first. */
const watched = ({ queries }: Question): string => (queries.find(({ resultsAre }) => resultsAre === 'BAD') ?? queries[0])?.query ?? '';

/** One question and what the graph says to it. */
export function AnswerOf({ question, onRemoved }: { question: Question | undefined; onRemoved: () => void }) {
  const may = useMay('administrator');
  const [removing, { open, close }] = useDisclosure();
  const id = question?.id ?? '';
  const remove = useChange('DELETE /api/questions/:id', () => ({ params: { id } }), { refresh: ['/api/questions'], done: onRemoved });
  if (!question) return <Empty title="There is no such question">It may have been removed.</Empty>;
  const { title, description, tags, managed } = question;
  return (
    <Stack gap="sm">
      <Group justify="space-between" align="flex-start">
        <div>
          <Title order={3} size="h4">
            {title}
          </Title>
          <Text size="sm" c="dimmed">
            {description}
          </Text>
          <Group gap={4} mt={4}>
            {tags.map((tag) => (
              <Badge key={tag} size="xs" variant="light" color="gray">
                {tag}
              </Badge>
            ))}
          </Group>
        </div>
        {may && (
          <Group gap="xs">
            <Button size="xs" variant="light" component={Link} to={`/rules/new?q=${encodeURIComponent(watched(question))}&name=${encodeURIComponent(title)}&question=${encodeURIComponent(id)}`}>
              Make it a rule
            </Button>
            {!managed && (
              <Button size="xs" variant="subtle" color="red" onClick={open}>
                Remove
              </Button>
            )}
          </Group>
        )}
      </Group>
      <Modal opened={removing} onClose={close} title={`Remove "${title}"?`}>
        <Stack>
          <Text size="sm">Rules made of it stay as they are.</Text>
          <Button color="red.8" loading={remove.isPending} onClick={() => remove.mutate()}>
            Remove
          </Button>
        </Stack>
      </Modal>
      <Asked question={question} />
    </Stack>
  );
}

function Asked({ question }: { question: Question }) {
  const names = parametersOf(...question.queries.map(({ query }) => query));
  const [values, setValues] = useState<Record<string, string>>({});
  const [given, setGiven] = useState<Record<string, string>>();
  const ready = names.length === 0 || given !== undefined;
  const answers = useAsk('POST /api/questions/:id/answer', { params: { id: question.id }, body: names.length === 0 ? {} : { variables: given } }, { enabled: ready });
  return (
    <Stack>
      {names.length > 0 && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            setGiven({ ...values });
          }}
        >
          <Group align="flex-end" gap="xs">
            {names.map((name) => (
              <TextInput key={name} size="xs" label={name} value={values[name] ?? ''} onChange={(event) => setValues({ ...values, [name]: event.currentTarget.value })} />
            ))}
            <Button size="xs" type="submit" disabled={names.some((name) => (values[name] ?? '') === '')}>
              Ask
            </Button>
          </Group>
        </form>
      )}
      {!ready ? null : (
        <Loaded of={answers} what="Asking">
          {({ answers: list }) => (
            <Stack>
              {list.map(({ name, query, resultsAre, columns, rows, count: total }) => (
                <Card withBorder key={query}>
                  <Group justify="space-between" mb="xs">
                    <Group gap="xs">
                      <Badge color={COLOURS[resultsAre]} variant="filled" radius="sm">
                        {resultsAre.toLowerCase()}
                      </Badge>
                      <Text fw={600}>{count(total)}</Text>
                      {name && !/^query\d+$/.test(name) && <Text size="sm">{name}</Text>}
                    </Group>
                    <Group gap="sm">
                      {total > 0 && names.length === 0 && (
                        <Anchor component={Link} to={`/explore?q=${encodeURIComponent(entitiesOf(query))}`} size="sm">
                          See as graph
                        </Anchor>
                      )}
                      <Anchor component={Link} to={queryLink(asJ1ql(query))} size="sm">
                        Open as query
                      </Anchor>
                    </Group>
                  </Group>
                  {rows.length > 0 && <Rows columns={columns} rows={rows} total={total} height={260} name={question.id} />}
                  <Code block mt="xs" fz={12} style={{ whiteSpace: 'pre-wrap' }}>
                    {query}
                  </Code>
                </Card>
              ))}
            </Stack>
          )}
        </Loaded>
      )}
    </Stack>
  );
}
