import { Text, Timeline } from '@mantine/core';
import { Empty, Loaded } from '../../shared/states.tsx';
import { Time } from '../../shared/time.tsx';
import { useAsk } from '../../shared/use-ask.ts';
import { Became } from '../../shared/value.tsx';

const SHOWN = 12;

/** What became of an entity, the newest first, with old and new values. */
export function History({ entityKey }: { entityKey: string }) {
  const changes = useAsk('GET /api/changes', { search: { limit: 100, key: entityKey } });
  return (
    <Loaded of={changes}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title="Nothing is known to have changed" />
        ) : (
          <Timeline bulletSize={12} lineWidth={2}>
            {items.map(({ on, operation, properties }) => (
              <Timeline.Item key={`${on} ${operation}`} title={operation === 'created' ? 'first seen' : operation === 'deleted' ? 'gone' : 'changed'}>
                <Text size="xs" c="dimmed">
                  <Time on={on} />
                </Text>
                {properties.slice(0, SHOWN).map((property) => (
                  <Text key={property.name} size="sm" style={{ overflowWrap: 'anywhere' }}>
                    <Became property={property} />
                  </Text>
                ))}
                {properties.length > SHOWN && <Text size="xs">and {properties.length - SHOWN} more</Text>}
              </Timeline.Item>
            ))}
          </Timeline>
        )
      }
    </Loaded>
  );
}
