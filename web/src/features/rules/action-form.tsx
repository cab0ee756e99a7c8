import { ActionIcon, Alert, Anchor, Button, Card, Code, Group, Select, Stack, Text, Textarea, TextInput, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Schemas } from '../../shared/api.ts';
import { typedText, typedValue } from '../../shared/json-text.ts';
import { Failed } from '../../shared/states.tsx';
import { useChange } from '../../shared/use-ask.ts';
import { type Action, type Draft, ruleOf } from './draft.ts';
import { actionName } from './words.ts';

/** Fields that hold more than a line. */
const LONG = /^(?:body|description|customDetails|additionalFields|headers|actions|tags|args|recipients)$/;

interface ActionFormProps {
  draft: Draft;
  action: Action;
  index: number;
  type: Schemas['ShownActionType'] | undefined;
  channels: readonly Schemas['Channel'][];
  /** As the live test rendered it. */
  rendered: Schemas['Trial']['actions'][number] | undefined;
  onChange: (action: Action | undefined) => void;
}

/** One action with its fields, as it would be rendered, and a test that is sent at once. */
export function ActionForm({ draft, action, index, type, channels, rendered, onChange }: ActionFormProps) {
  const send = useChange('POST /api/rules/test-action', () => ({ body: { rule: { ...ruleOf(draft), name: draft.name.trim() || 'A rule' }, action: index } }), {
    quiet: true,
    done: () => notifications.show({ color: 'green', message: 'The test message was taken.' }),
  });
  const tells = type !== undefined && type.by !== 'evaluation';
  const set = (name: string, value: unknown) => onChange(Object.fromEntries(Object.entries({ ...action, [name]: value }).filter(([, one]) => one !== undefined && one !== '')) as Action);
  const fitting = channels.filter(({ kind }) => kind === type?.by);
  return (
    <Card withBorder padding="sm">
      <Group justify="space-between" mb="xs">
        <div>
          <Text size="sm" fw={600} tt="capitalize">
            {actionName(action.type)}
          </Text>
          <Text size="xs" c="dimmed">
            {type?.about ?? 'graph-zoom does not know this action; it is kept, and not done.'}
          </Text>
        </div>
        <Group gap={4}>
          {tells && (
            <Button size="compact-xs" variant="light" loading={send.isPending} onClick={() => send.mutate()}>
              Send test
            </Button>
          )}
          <Tooltip label="Take it away">
            <ActionIcon variant="subtle" color="red" aria-label={`Without ${actionName(action.type)}`} onClick={() => onChange(undefined)}>
              <IconTrash size={16} />
            </ActionIcon>
          </Tooltip>
        </Group>
      </Group>
      <Stack gap="xs">
        {(type?.fields ?? []).map(({ name, about, required = false }) =>
          name === 'channel' ? (
            <Select
              key={name}
              size="xs"
              label="Channel"
              clearable
              placeholder={fitting.length === 0 ? `no channel of the kind ${type?.by}` : 'none: the address is below'}
              data={fitting.map((one) => one.name)}
              value={typeof action.channel === 'string' ? action.channel : null}
              onChange={(value) => set('channel', value ?? undefined)}
              description={
                fitting.length === 0 ? (
                  <Anchor component={Link} to="/settings?tab=channels" size="xs">
                    Make a channel
                  </Anchor>
                ) : undefined
              }
            />
          ) : (
            <ActionField key={name} name={name} about={about} required={required} value={action[name]} onChange={(value) => set(name, value)} />
          ),
        )}
        {send.isError && <Failed error={send.error} />}
        {rendered?.error && (
          <Alert color="orange" p="xs">
            {rendered.error}
          </Alert>
        )}
        {rendered?.message && (
          <div>
            <Text size="xs" c="dimmed">
              As it would be told now
            </Text>
            <Code block style={{ whiteSpace: 'pre-wrap' }} mah={160} tabIndex={0}>
              {rendered.message}
            </Code>
          </div>
        )}
      </Stack>
    </Card>
  );
}

/** Text stays text; what is JSON is taken as that. */
function ActionField({ name, about, required, value, onChange }: { name: string; about: string; required: boolean; value: unknown; onChange: (value: unknown) => void }) {
  const [text, setText] = useState(typedText(value));
  const change = (next: string) => {
    setText(next);
    onChange(typedValue(next));
  };
  const common = { size: 'xs' as const, label: name, description: about, required, value: text };
  return LONG.test(name) ? <Textarea {...common} autosize minRows={2} onChange={(event) => change(event.currentTarget.value)} /> : <TextInput {...common} onChange={(event) => change(event.currentTarget.value)} />;
}
