import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { queryLink, type Schemas } from '../../shared/api.ts';
import { count, humanName, nameOf, typeName } from '../../shared/names.ts';
import { Time } from '../../shared/time.tsx';
import { type News, said, tellingOf } from './telling.ts';

/** What was done to many at once, as one sentence. */
export function ManyChanges({ news: { alike, names } }: { news: News }) {
  const [first] = alike;
  if (!first) return null;
  const { on, operation, type } = first;
  const whom = `${count(alike.length)} ${typeName(type)}s`;
  return (
    <div>
      <Text size="sm">
        {operation === 'deleted' ? (
          whom
        ) : (
          <Anchor component={Link} to={queryLink(`FIND ${type} WITH _beginOn = ${on}`)} size="sm" underline="always">
            {whom}
          </Anchor>
        )}{' '}
        {operation === 'created' ? 'are new' : operation === 'deleted' ? 'are gone' : `changed at once: ${names.map(humanName).join(', ')}`}
      </Text>
      <Text size="xs" c="dimmed">
        <Time on={on} />
      </Text>
    </div>
  );
}

/** A change as a sentence: who, what from what to what, when. */
export function Change({ change: { on, operation, type, key, displayName, properties } }: { change: Schemas['Change'] }) {
  const told = tellingOf(properties);
  const shown = told.slice(0, 2);
  return (
    <div>
      <Text size="sm" lineClamp={3}>
        <Anchor component={Link} to={`/explore?key=${encodeURIComponent(key)}`} size="sm" underline="always">
          <bdi>{nameOf(displayName)}</bdi>
        </Anchor>{' '}
        {operation === 'created' ? `is a new ${typeName(type)}` : operation === 'deleted' ? `is no ${typeName(type)} any more` : ''}
        {shown.map((property, index) => {
          const { words, now } = said(property);
          return (
            <span key={property.name}>
              {index > 0 ? '; ' : ''}
              <bdi>{words}</bdi>
              <b>
                <bdi>{now}</bdi>
              </b>
            </span>
          );
        })}
        {told.length > shown.length ? ` and ${told.length - shown.length} more` : ''}
      </Text>
      <Text size="xs" c="dimmed">
        <Time on={on} />
      </Text>
    </div>
  );
}
