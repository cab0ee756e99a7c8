import { Badge, Chip, Grid, Group, ScrollArea, SegmentedControl, Stack, TextInput, Title, UnstyledButton } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Schemas } from '../../shared/api.ts';
import { Empty, Loaded } from '../../shared/states.tsx';
import { useAddress } from '../../shared/use-address.ts';
import { useAsk } from '../../shared/use-ask.ts';
import { AnswerOf } from './answer-of.tsx';
import { QuestionCounts } from './question-counts.tsx';

type Question = Schemas['AccountQuestion'];

const matches = ({ title, description, id }: Question, words: readonly string[]): boolean => words.every((word) => `${title} ${description} ${id}`.toLowerCase().includes(word));

/** The library of questions, and those of the account: found by words and tags, answered by a click. */
export function Questions() {
  const { params, set } = useAddress();
  const [words, setWords] = useState('');
  const questions = useAsk('GET /api/questions');
  const [id, tag, whose] = [params.get('id'), params.get('tag') ?? '', params.get('whose') ?? 'all'];
  const all = questions.data?.items ?? [];
  const tags = useMemo(() => [...new Set(all.flatMap((question) => question.tags))].sort(), [all]);
  const own = all.filter(({ managed }) => !managed).length;
  const shown = all.filter((question) => (tag === '' || question.tags.includes(tag)) && (whose === 'all' || question.managed === (whose === 'shipped')) && matches(question, words.toLowerCase().split(/\s+/)));
  return (
    <Stack>
      <Title order={2}>Questions</Title>
      <Loaded of={questions}>
        {() => (
          <Grid>
            <Grid.Col span={{ base: 12, md: 5, lg: 4 }}>
              <Stack gap="xs">
                <TextInput value={words} onChange={(event) => setWords(event.currentTarget.value)} placeholder={`Search ${all.length} questions`} aria-label="Search questions" />
                <SegmentedControl
                  size="xs"
                  value={whose}
                  onChange={(value) => set({ whose: value === 'all' ? '' : value })}
                  data={[
                    { value: 'all', label: 'All' },
                    { value: 'shipped', label: `Ready-made (${all.length - own})` },
                    { value: 'own', label: `Own (${own})` },
                  ]}
                />
                <Chip.Group value={tag} onChange={(value) => set({ tag: value as string })}>
                  <Group gap={4}>
                    {tags.map((one) => (
                      <Chip key={one} value={one} size="xs" onClick={() => one === tag && set({ tag: '' })}>
                        {one}
                      </Chip>
                    ))}
                  </Group>
                </Chip.Group>
                <ScrollArea.Autosize mah={620} type="auto" viewportProps={{ tabIndex: 0 }}>
                  <Stack gap={2} component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
                    {shown.map((question) => (
                      <li key={question.id}>
                        <UnstyledButton className="choice" w="100%" data-active={question.id === id || undefined} aria-current={question.id === id} onClick={() => set({ id: question.id })}>
                          <Group justify="space-between" wrap="nowrap" gap="xs">
                            <span>
                              {question.title}{' '}
                              {!question.managed && (
                                <Badge size="xs" variant="light">
                                  own
                                </Badge>
                              )}
                            </span>
                            <QuestionCounts id={question.id} />
                          </Group>
                        </UnstyledButton>
                      </li>
                    ))}
                  </Stack>
                  {shown.length === 0 && <Empty title="No question has all of this">{whose === 'own' ? 'Ask something, then "Save as question".' : 'Fewer words find more.'}</Empty>}
                </ScrollArea.Autosize>
              </Stack>
            </Grid.Col>
            <Grid.Col span={{ base: 12, md: 7, lg: 8 }}>
              {id === null ? (
                <Empty title="Choose a question">Its answers tell what is good, what is bad, and what is not known.</Empty>
              ) : (
                <AnswerOf key={id} question={all.find((question) => question.id === id)} onRemoved={() => set({ id: '' })} />
              )}
            </Grid.Col>
          </Grid>
        )}
      </Loaded>
    </Stack>
  );
}
