import { Alert, Anchor, Button, Checkbox, Grid, Group, Menu, Modal, SegmentedControl, Select, Stack, TagsInput, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import type { Schemas } from '../../shared/api.ts';
import { Editor } from '../../shared/editor.tsx';
import { LEVELS } from '../../shared/level.tsx';
import { useMay, useMe } from '../../shared/me.ts';
import { Busy, Failed, Loaded, NotAllowed, Removed } from '../../shared/states.tsx';
import { useAsk, useChange } from '../../shared/use-ask.ts';
import { ActionForm } from './action-form.tsx';
import { ConditionBuilder } from './condition-builder.tsx';
import { type Action, type Draft, draftOf, emptyDraft, fitsForms, formActions, levelOf, opensAlert, ruleOf, withAction, withAlert, withLevel } from './draft.ts';
import { JsonField } from './json-field.tsx';
import { RuleHistory } from './rule-history.tsx';
import { RuleView } from './rule-view.tsx';
import { TrialView } from './trial-view.tsx';
import { actionName, INTERVAL_OPTIONS } from './words.ts';

/** How long one has stopped typing before the rule is tried. */
const SETTLED_MS = 500;

/** A new rule, perhaps made of a query or a question. */
export function NewRule() {
  const [params] = useSearchParams();
  const { data: me } = useMe();
  const may = useMay('administrator');
  if (me && !may) return <NotAllowed />;
  return <RuleForm initial={emptyDraft(params.get('q') ?? '', params.get('name') ?? '')} />;
}

/** A rule that is there. */
export function RulePage() {
  const { id = '' } = useParams();
  const rule = useAsk('GET /api/rules/:id', { params: { id } });
  return (
    <Loaded of={rule} missing={<Removed to="/rules">All rules</Removed>}>
      {(data) => <RuleForm key={data.version} initial={draftOf(data)} rule={data} />}
    </Loaded>
  );
}

function RuleForm({ initial, rule }: { initial: Draft; rule?: Schemas['Rule'] }) {
  const [draft, setDraft] = useState(initial);
  const [expert, setExpert] = useState(!fitsForms(initial));
  const [removing, { open, close }] = useDisclosure();
  const navigate = useNavigate();
  const may = useMay('administrator');
  const trial = useTrial(draft);
  const create = useChange('POST /api/rules', () => ({ body: ruleOf(draft) }), {
    refresh: ['/api/rules', '/api/alerts'],
    quiet: true,
    done: ({ id, name }) => {
      notifications.show({ color: 'green', message: `${name} watches now.` });
      void navigate(`/rules/${id}`, { replace: true });
    },
  });
  const update = useChange('PATCH /api/rules/:id', () => ({ params: { id: rule?.id ?? '' }, body: { ...ruleOf(draft), version: rule?.version } }), {
    refresh: ['/api/rules', '/api/alerts'],
    quiet: true,
    done: () => notifications.show({ color: 'green', message: 'Saved.' }),
  });
  const remove = useChange('DELETE /api/rules/:id', () => ({ params: { id: rule?.id ?? '' } }), { refresh: ['/api/rules'], done: () => navigate('/rules', { replace: true }) });
  const save = rule ? update : create;
  return (
    <Stack>
      <Anchor component={Link} to="/rules" size="sm">
        ← All rules
      </Anchor>
      <Group justify="space-between">
        <Title order={2}>{rule ? rule.name : 'New rule'}</Title>
        <Group gap="xs">
          {may && (
            <SegmentedControl
              size="xs"
              value={expert ? 'expert' : 'form'}
              onChange={(value) => setExpert(value === 'expert')}
              data={[
                { value: 'form', label: 'Form', disabled: !fitsForms(draft) },
                { value: 'expert', label: 'As JSON' },
              ]}
            />
          )}
          {may && rule && (
            <Button variant="subtle" color="red" onClick={open}>
              Remove
            </Button>
          )}
          {may && (
            <Button loading={save.isPending} disabled={draft.name.trim() === ''} onClick={() => save.mutate()}>
              {rule ? 'Save' : 'Make the rule'}
            </Button>
          )}
        </Group>
      </Group>
      <Modal opened={removing} onClose={close} title={`Remove "${rule?.name}"?`}>
        <Stack>
          <Text size="sm">It watches no longer. Its alerts stay.</Text>
          <Button color="red.8" loading={remove.isPending} onClick={() => remove.mutate()}>
            Remove
          </Button>
        </Stack>
      </Modal>
      {save.isError && <Failed error={save.error} />}
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 7 }}>{!may ? <RuleView rule={draft} /> : expert ? <ExpertForm draft={draft} onChange={setDraft} /> : <Form draft={draft} onChange={setDraft} trial={trial.data} />}</Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <Stack>
            {trial.isError ? (
              <Failed error={trial.error} />
            ) : trial.data ? (
              <TrialView trial={trial.data} />
            ) : trial.isFetching ? (
              <Busy what="Trying the rule" />
            ) : (
              <Alert color="gray">Write a query: what it finds now is shown here.</Alert>
            )}
            {rule && <RuleHistory id={rule.id} />}
          </Stack>
        </Grid.Col>
      </Grid>
    </Stack>
  );
}

/** What the rule would find and do, tried as soon as one stops typing. */
function useTrial(draft: Draft) {
  const [settled] = useDebouncedValue(draft, SETTLED_MS);
  const asks = settled.questionId !== undefined || settled.queries.every(({ query }) => query.trim() !== '');
  return useAsk('POST /api/rules/test', { body: { ...ruleOf(settled), name: settled.name.trim() || 'A rule' } }, { enabled: asks, placeholderData: keepPreviousData, retry: false });
}

function Form({ draft, onChange, trial }: { draft: Draft; onChange: (draft: Draft) => void; trial: Schemas['Trial'] | undefined }) {
  const types = useAsk('GET /api/rules/action-types', {}, { staleTime: Number.POSITIVE_INFINITY });
  const channels = useAsk('GET /api/channels', { search: { limit: 1000 } });
  const set = (part: Partial<Draft>) => onChange({ ...draft, ...part } as Draft);
  const setQuery = (index: number, part: Partial<Draft['queries'][number]>) => set({ queries: draft.queries.map((one, at) => (at === index ? { ...one, ...part } : one)) });
  const addable = (types.data?.items ?? []).filter(({ by, type }) => by !== 'evaluation' || type === 'TAG_ENTITIES');
  const actions = formActions(draft);
  /** The trial has actions in the order of the rule, those that set values among them. */
  const renderedOf = (index: number) => trial?.actions[index];
  return (
    <Stack gap="md">
      <Group align="flex-start" grow preventGrowOverflow={false}>
        <TextInput label="Name" required value={draft.name} onChange={(event) => set({ name: event.currentTarget.value })} style={{ flex: 3 }} />
        <Select label="Level" data={[...LEVELS]} value={levelOf(draft)} onChange={(value) => onChange(withLevel(draft, value ?? 'MEDIUM'))} allowDeselect={false} style={{ flex: 1 }} />
      </Group>
      {draft.queries.map(({ name, query }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is being edited.
        <div key={index}>
          <Group justify="space-between" mb={4}>
            <Text size="sm" fw={500}>
              {draft.queries.length === 1 ? 'Query' : `Query ${name}`}
            </Text>
            {draft.queries.length > 1 && (
              <Button size="compact-xs" variant="subtle" color="gray" onClick={() => set({ queries: draft.queries.filter((_one, at) => at !== index) })}>
                Take away
              </Button>
            )}
          </Group>
          <Editor value={query} onChange={(text) => setQuery(index, { query: text })} label={`Query ${name}`} minHeight={64} />
        </div>
      ))}
      <Button size="compact-xs" variant="subtle" style={{ alignSelf: 'flex-start' }} onClick={() => set({ queries: [...draft.queries, { name: `query${draft.queries.length}`, query: '' }] })}>
        Add a query
      </Button>
      <ConditionBuilder draft={draft} onChange={onChange} />
      <Group align="flex-end">
        <Select label="Evaluated" w={140} data={INTERVAL_OPTIONS} value={draft.pollingInterval} onChange={(value) => set({ pollingInterval: (value ?? 'ONE_DAY') as Draft['pollingInterval'] })} allowDeselect={false} />
        <Select
          label="Acts"
          w={260}
          data={[
            { value: 'new', label: 'on what is new in the result' },
            { value: 'every', label: 'each time it holds' },
          ]}
          value={draft.triggerActionsOnNewEntitiesOnly ? 'new' : 'every'}
          onChange={(value) => set({ triggerActionsOnNewEntitiesOnly: value === 'new' })}
          allowDeselect={false}
        />
      </Group>
      <Checkbox label="Also as soon as data changed that it can see" checked={draft.onChange} onChange={(event) => set({ onChange: event.currentTarget.checked })} />
      <Checkbox label="What the first evaluation finds is how things are, and no news" checked={draft.baseline} onChange={(event) => set({ baseline: event.currentTarget.checked })} />
      <Checkbox label="Open an alert" checked={opensAlert(draft)} onChange={(event) => onChange(withAlert(draft, event.currentTarget.checked))} />
      <Stack gap="xs">
        <Group justify="space-between">
          <Text size="sm" fw={500}>
            And tell
          </Text>
          <Menu>
            <Menu.Target>
              <Button size="xs" variant="light">
                Add an action
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {addable.map(({ type }) => (
                <Menu.Item key={type} tt="capitalize" onClick={() => onChange(withAction(draft, Number.POSITIVE_INFINITY, { type, ...only(channels.data?.items, types.data?.items, type) }))}>
                  {actionName(type)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </Group>
        {actions.length === 0 && (
          <Text size="sm" c="dimmed">
            Nobody; the alert is in the inbox.
          </Text>
        )}
        {actions.map(({ action, index }) => (
          <ActionForm
            key={`${index} ${action.type}`}
            draft={draft}
            action={action}
            index={index}
            type={types.data?.items.find(({ type }) => type === action.type)}
            channels={channels.data?.items ?? []}
            rendered={renderedOf(index)}
            onChange={(next) => onChange(withAction(draft, index, next))}
          />
        ))}
      </Stack>
      <Textarea label="Why it matters" autosize minRows={1} value={draft.why ?? ''} onChange={(event) => set({ why: event.currentTarget.value })} />
      <Textarea label="What to do" autosize minRows={1} value={draft.remediationSteps ?? ''} onChange={(event) => set({ remediationSteps: event.currentTarget.value })} />
      <TextInput label="Of how many (a query)" placeholder="FIND zoom_user" value={draft.population ?? ''} onChange={(event) => set({ population: event.currentTarget.value })} />
      <TagsInput label="Tags" value={draft.tags} onChange={(tags) => set({ tags })} />
    </Stack>
  );
}

/** The channel to begin with, where there is only one that fits. */
function only(channels: readonly Schemas['Channel'][] | undefined, types: readonly Schemas['ShownActionType'][] | undefined, type: string): Partial<Action> {
  const by = types?.find((one) => one.type === type)?.by;
  const [channel, another] = (channels ?? []).filter(({ kind }) => kind === by);
  return channel && !another ? { channel: channel.name } : {};
}

/** The whole rule as JSON, for what forms do not show. */
const ExpertForm = ({ draft, onChange }: { draft: Draft; onChange: (draft: Draft) => void }) => (
  <JsonField
    label="The rule"
    description="As POST /api/rules takes it: operations, conditions and actions as JupiterOne writes them."
    minRows={24}
    maxRows={40}
    initial={draft}
    onChange={(rule) => typeof rule === 'object' && rule !== null && onChange({ ...emptyDraft(), ...rule })}
  />
);
