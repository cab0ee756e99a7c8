import { Button, Card, Group, Modal, PasswordInput, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { Schemas } from '../../shared/api.ts';
import { typedText, typedValue } from '../../shared/json-text.ts';
import { useMay } from '../../shared/me.ts';
import { Empty, Failed, Loaded } from '../../shared/states.tsx';
import { useAsk, useChange } from '../../shared/use-ask.ts';

type Channel = Schemas['Channel'];

/** Ways to tell somebody, each tried with a click. */
export function ChannelList() {
  const channels = useAsk('GET /api/channels', { search: { limit: 1000 } });
  const may = useMay('administrator');
  const [editing, setEditing] = useState<Channel>();
  const [opened, { open, close }] = useDisclosure();
  const edit = (channel: Channel | undefined) => {
    setEditing(channel);
    open();
  };
  return (
    <Stack>
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          Where the messages of rules go: Slack, Teams, e-mail, tickets, a SIEM, any webhook.
        </Text>
        {may && (
          <Button size="xs" onClick={() => edit(undefined)}>
            New channel
          </Button>
        )}
      </Group>
      <Modal opened={opened} onClose={close} title={editing ? `Channel ${editing.name}` : 'New channel'} size="lg">
        {opened && <ChannelForm channel={editing} close={close} />}
      </Modal>
      <Loaded of={channels}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="There is no channel yet">{may ? 'Alerts are in the inbox; a channel tells people who do not look there.' : 'An administrator can make one.'}</Empty>
          ) : (
            <Stack gap="xs">
              {items.map((channel) => (
                <ChannelCard key={channel.name} channel={channel} edit={() => edit(channel)} />
              ))}
            </Stack>
          )
        }
      </Loaded>
    </Stack>
  );
}

function ChannelCard({ channel, edit }: { channel: Channel; edit: () => void }) {
  const { name, kind, config } = channel;
  const may = useMay('administrator');
  const test = useChange('POST /api/channels/:name/test', () => ({ params: { name } }), {
    quiet: true,
    done: () => notifications.show({ color: 'green', message: `${name} took the test message.` }),
  });
  const remove = useChange('DELETE /api/channels/:name', () => ({ params: { name } }), { refresh: ['/api/channels'] });
  return (
    <Card withBorder padding="sm">
      <Group justify="space-between">
        <div>
          <Title order={3} size="h5">
            {name}
          </Title>
          <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {kind}
            {Object.entries(config).map(([key, value]) => ` · ${key}: ${typedText(value)}`)}
          </Text>
        </div>
        {may && (
          <Group gap={4}>
            <Button size="compact-sm" variant="light" loading={test.isPending} onClick={() => test.mutate()}>
              Send test
            </Button>
            <Button size="compact-sm" variant="subtle" onClick={edit}>
              Change
            </Button>
            <Button size="compact-sm" variant="subtle" color="red" loading={remove.isPending} onClick={() => remove.mutate()} aria-label={`Remove ${name}`}>
              Remove
            </Button>
          </Group>
        )}
      </Group>
      {test.isError && <Failed error={test.error} />}
    </Card>
  );
}

function ChannelForm({ channel, close }: { channel: Channel | undefined; close: () => void }) {
  const kinds = useAsk('GET /api/channel-kinds', {}, { staleTime: Number.POSITIVE_INFINITY });
  const [name, setName] = useState(channel?.name ?? '');
  const [kind, setKind] = useState<string | null>(channel?.kind ?? 'slack');
  const [config, setConfig] = useState<Record<string, string>>(Object.fromEntries(Object.entries(channel?.config ?? {}).map(([key, value]) => [key, typedText(value)])));
  const chosen = kinds.data?.items.find((one) => one.kind === kind);
  const given = Object.fromEntries(Object.entries(config).flatMap(([key, text]) => (text !== '' && chosen?.settings.some((setting) => setting.name === key) ? [[key, typedValue(text)]] : [])));
  const save = useChange('POST /api/channels', () => ({ body: { name: name.trim(), kind, config: given } }), { refresh: ['/api/channels'], quiet: true, done: close });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Stack gap="sm">
        <Group grow align="flex-start">
          <TextInput label="Name" required value={name} disabled={channel !== undefined} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
          <Select label="Kind" data={kinds.data?.items.map((one) => one.kind) ?? []} value={kind} disabled={channel !== undefined} onChange={setKind} allowDeselect={false} />
        </Group>
        {chosen && (
          <Text size="sm" c="dimmed">
            {chosen.about}
          </Text>
        )}
        {chosen?.settings.map((setting) => {
          const common = { label: setting.name, description: setting.about, value: config[setting.name] ?? '' };
          const set = (value: string) => setConfig((before) => ({ ...before, [setting.name]: value }));
          return setting.secret ? (
            <PasswordInput key={setting.name} {...common} autoComplete="off" onFocus={(event) => event.currentTarget.select()} onChange={(event) => set(event.currentTarget.value)} />
          ) : (
            <TextInput key={setting.name} {...common} onChange={(event) => set(event.currentTarget.value)} />
          );
        })}
        {save.isError && <Failed error={save.error} />}
        <Group justify="flex-end">
          <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
