import { Anchor, SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { queryLink } from '../../shared/api.ts';
import { Loaded } from '../../shared/states.tsx';
import { useAsk } from '../../shared/use-ask.ts';
import { Change, ManyChanges } from './change.tsx';
import { Panel } from './panel.tsx';
import { isTelling, newsOf } from './telling.ts';

const DAY = 86_400_000;
const MOST_CHANGES = 500;
/** Lines of the panel; the rest is behind its link. */
const SHOWN = 12;

/** What was collected within the last day or week, without what changes all the time. */
export function Changes() {
  const [span, setSpan] = useState('day');
  // Asked for once an hour at most, so that what is kept is found again.
  const since = Math.floor(Date.now() / 3_600_000) * 3_600_000 - (span === 'day' ? DAY : 7 * DAY);
  const changes = useAsk('GET /api/changes', { search: { limit: MOST_CHANGES, since } });
  return (
    <Panel
      title="What changed"
      right={
        <SegmentedControl
          size="xs"
          value={span}
          onChange={setSpan}
          data={[
            { value: 'day', label: 'Last day' },
            { value: 'week', label: 'Last week' },
          ]}
        />
      }
    >
      <Loaded of={changes}>
        {({ items }) => {
          const told = items.filter(isTelling);
          const news = newsOf(told);
          const number = (operation: string) => told.filter((change) => change.operation === operation).length;
          return told.length === 0 ? (
            <Text size="sm" c="dimmed">
              Nothing, as far as it was collected.
            </Text>
          ) : (
            <Stack gap={8}>
              <Text size="sm" c="dimmed">
                {items.length === MOST_CHANGES ? `The last ${MOST_CHANGES} changes: ` : ''}
                {number('created')} new, {number('updated')} changed, {number('deleted')} gone
              </Text>
              {news.slice(0, SHOWN).map((one) => {
                const [change] = one.alike;
                const key = change && `${change.on} ${change.key} ${change.operation}`;
                return change && one.alike.length === 1 ? <Change key={key} change={change} /> : <ManyChanges key={key} news={one} />;
              })}
              {news.length > SHOWN && (
                <Anchor
                  component={Link}
                  size="sm"
                  to={queryLink(
                    `FIND * WITH _beginOn > date.now - ${span === 'day' ? '1 day' : '7 days'} AS a RETURN a.displayName AS Name, a._type AS Type, a._version AS Version, a._beginOn AS Since ORDER BY a._beginOn DESC`,
                  )}
                >
                  All of them
                </Anchor>
              )}
            </Stack>
          );
        }}
      </Loaded>
    </Panel>
  );
}
