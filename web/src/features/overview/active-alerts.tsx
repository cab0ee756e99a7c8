import { Anchor, Group, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { Schemas } from '../../shared/api.ts';
import { LEVELS, Level } from '../../shared/level.tsx';
import { count } from '../../shared/names.ts';
import { Loaded } from '../../shared/states.tsx';
import { Time } from '../../shared/time.tsx';
import { useAsk } from '../../shared/use-ask.ts';
import { Panel } from './panel.tsx';

const MOST_ALERTS = 8;
/** The gravest first, of the same level the newest. */
const gravest = (alerts: readonly Schemas['Alert'][]): Schemas['Alert'][] => [...alerts].sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || b.createdOn - a.createdOn).slice(0, MOST_ALERTS);

/** What is to be looked at, the gravest first. */
export function ActiveAlerts() {
  const alerts = useAsk('GET /api/alerts', { search: { status: 'ACTIVE', limit: 100 } });
  return (
    <Panel
      title="Active alerts"
      right={
        <Anchor component={Link} to="/alerts" size="sm">
          All
        </Anchor>
      }
    >
      <Loaded of={alerts}>
        {({ items }) =>
          items.length === 0 ? (
            <Text size="sm" c="dimmed">
              None.{' '}
              <Anchor component={Link} to="/rules" size="sm">
                Which rules watch?
              </Anchor>
            </Text>
          ) : (
            <Stack gap={8}>
              {gravest(items).map(({ id, ruleName, level, foundCount, createdOn }) => (
                <Group key={id} gap="xs" wrap="nowrap" align="flex-start">
                  <Level level={level} />
                  <div>
                    <Anchor component={Link} to={`/alerts/${id}`} size="sm">
                      {ruleName}
                    </Anchor>
                    <Text size="xs" c="dimmed">
                      {count(foundCount)} found, <Time on={createdOn} />
                    </Text>
                  </div>
                </Group>
              ))}
            </Stack>
          )
        }
      </Loaded>
    </Panel>
  );
}
