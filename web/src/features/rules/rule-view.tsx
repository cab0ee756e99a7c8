import { Anchor, Card, Code, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { queryLink } from '../../shared/api.ts';
import { type Action, builtOf, type Draft, formActions, levelOf, opensAlert } from './draft.ts';
import { actionName, INTERVALS } from './words.ts';

/** A rule to be read, for whoever may not change it. */
export function RuleView({ rule }: { rule: Draft }) {
  const { queries, pollingInterval, onChange, triggerActionsOnNewEntitiesOnly: onlyNew, why, remediationSteps, tags, operations } = rule;
  const tells = formActions(rule).map(({ action }) => said(action));
  return (
    <Card withBorder>
      <Stack gap="md">
        <Part title="Level">{levelOf(rule).toLowerCase()}</Part>
        {queries.map(({ name, query }) => (
          <Part key={name} title={queries.length === 1 ? 'Query' : `Query ${name}`}>
            <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              {query}
            </Code>
            <Anchor component={Link} to={queryLink(query)} size="sm">
              Open it
            </Anchor>
          </Part>
        ))}
        <Part title="When">{operations.map(({ when }) => condition(when)).join('; or ')}</Part>
        <Part title="Evaluated">
          {INTERVALS[pollingInterval]}
          {onChange && pollingInterval !== 'DISABLED' ? ', and as soon as data changed that it can see' : ''}; acts {onlyNew ? 'on what is new in the result' : 'each time it holds'}
        </Part>
        <Part title="Tells">{[...(opensAlert(rule) ? ['the inbox'] : []), ...tells].join(', ') || 'nobody'}</Part>
        {why && <Part title="Why it matters">{why}</Part>}
        {remediationSteps && <Part title="What to do">{remediationSteps}</Part>}
        {tags.length > 0 && <Part title="Tags">{tags.join(', ')}</Part>}
        <Text size="xs" c="dimmed">
          An administrator can change it.
        </Text>
      </Stack>
    </Card>
  );
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section>
    <Title order={3} size="h6">
      {title}
    </Title>
    <Text size="sm" component="div">
      {children}
    </Text>
  </section>
);

const said = (action: Action): string => actionName(action.type) + (typeof action.channel === 'string' ? ` to ${action.channel}` : '');

/** A condition in words where it only compares numbers, as it is written otherwise. */
function condition(when: unknown): string {
  const built = builtOf(when);
  if (!built) return JSON.stringify((when as { condition?: unknown }).condition ?? when);
  const parts = built.comparisons.map(({ query, operator, number }) => `the rows of ${query} are ${operator} ${number}`);
  return parts.length === 0 ? 'always' : parts.join(` ${built.join.toLowerCase()} `);
}
