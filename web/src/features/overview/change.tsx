import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { Schemas } from '../../shared/api.ts';
import { typeName } from '../../shared/names.ts';
import { Time } from '../../shared/time.tsx';
import { Became } from '../../shared/value.tsx';
import { tellingOf } from './telling.ts';

/** A change as a sentence: who, what from what to what, when. */
export function Change({ change: { on, operation, type, key, displayName, properties } }: { change: Schemas['Change'] }) {
  const told = tellingOf(properties);
  const shown = told.slice(0, 2);
  return (
    <div>
      <Text size="sm" lineClamp={3}>
        <Anchor component={Link} to={`/explore?key=${encodeURIComponent(key)}`} size="sm">
          <bdi>{displayName}</bdi>
        </Anchor>{' '}
        {operation === 'created' ? `is a new ${typeName(type)}` : operation === 'deleted' ? `is no ${typeName(type)} any more` : ''}
        {shown.map((property, index) => (
          <span key={property.name}>
            {index > 0 ? '; ' : ''}
            <Became property={property} />
          </span>
        ))}
        {told.length > shown.length ? ` and ${told.length - shown.length} more` : ''}
      </Text>
      <Text size="xs" c="dimmed">
        <Time on={on} />
      </Text>
    </div>
  );
}
