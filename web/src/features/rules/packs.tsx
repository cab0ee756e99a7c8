import { Anchor, Badge, Button, Card, Group, Select, Stack, Switch, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Schemas } from '../../shared/api.ts';
import { Level } from '../../shared/level.tsx';
import { useMay } from '../../shared/me.ts';
import { useAsk, useChange } from '../../shared/use-ask.ts';

interface Choice {
  rules: string[] | 'all';
  on: boolean;
}

/** The rules that ship, by topic; a switch makes a copy that is one's own. */
export function Packs({ packs, rules }: { packs: readonly Schemas['ShownPack'][]; rules: readonly Schemas['Rule'][] }) {
  const may = useMay('administrator');
  const channels = useAsk('GET /api/channels', { search: { limit: 1000 } });
  const [channel, setChannel] = useState<string | null>(null);
  const enable = useChange('POST /api/rules/packs/enable', ({ rules: ids }: Choice) => ({ body: { rules: ids, ...(channel ? { channel: { name: channel } } : {}) } }), { refresh: ['/api/rules', '/api/alerts'] });
  const disable = useChange('POST /api/rules/packs/disable', ({ rules: ids }: Choice) => ({ body: { rules: ids } }), { refresh: ['/api/rules', '/api/alerts'] });
  const choose = (choice: Choice) => (choice.on ? enable : disable).mutate(choice);
  const busy = enable.isPending || disable.isPending;
  const enabled = new Map(rules.filter(({ pollingInterval }) => pollingInterval !== 'DISABLED').map((rule) => [rule.origin, rule]));
  const ruleOf = (id: string) => enabled.get(`pack:zoom/${id}`);
  return (
    <Stack>
      {may && (
        <Group align="flex-end">
          <Select
            label="Messages go to"
            placeholder="nobody"
            clearable
            data={(channels.data?.items ?? []).map(({ name, kind }) => ({ value: name, label: `${name} (${kind})` }))}
            value={channel}
            onChange={setChannel}
            w={240}
          />
          <Button loading={busy} onClick={() => choose({ rules: 'all', on: true })}>
            Enable all
          </Button>
          {channels.data?.items.length === 0 && (
            <Text size="sm" c="dimmed">
              There is no{' '}
              <Anchor component={Link} to="/settings?tab=channels" size="sm" underline="always">
                channel
              </Anchor>{' '}
              yet; alerts are in the inbox anyway.
            </Text>
          )}
        </Group>
      )}
      {packs.map((pack) => (
        <Card key={pack.id} withBorder>
          <Group justify="space-between">
            <div>
              <Title order={3} size="h5">
                {pack.name}
              </Title>
              <Text size="sm" c="dimmed">
                {pack.description}
              </Text>
            </div>
            <Badge variant="light">
              {pack.rules.filter(({ id }) => ruleOf(id)).length} of {pack.rules.length}
            </Badge>
          </Group>
          <Stack gap={8} mt="sm">
            {pack.rules.map(({ id, name, level, description }) => (
              <Group key={id} wrap="nowrap" align="flex-start" gap="sm">
                {may ? (
                  <Switch checked={ruleOf(id) !== undefined} disabled={busy} onChange={(event) => choose({ rules: [id], on: event.currentTarget.checked })} aria-label={name} mt={2} />
                ) : (
                  <Text size="xs" c="dimmed" w={28} mt={2}>
                    {ruleOf(id) ? 'on' : 'off'}
                  </Text>
                )}
                <Level level={level} />
                <div>
                  <Text size="sm">
                    {ruleOf(id) ? (
                      <Anchor component={Link} to={`/rules/${ruleOf(id)?.id}`} size="sm">
                        {name}
                      </Anchor>
                    ) : (
                      name
                    )}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {description}
                  </Text>
                </div>
              </Group>
            ))}
          </Stack>
        </Card>
      ))}
    </Stack>
  );
}
