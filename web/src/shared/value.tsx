import { Anchor, Code, Text } from '@mantine/core';
import { Link } from 'react-router';
import { nameOf, pageOf, single } from './names.ts';
import { Time } from './time.tsx';

const YEAR_2000 = 946_684_800_000;
const YEAR_2100 = 4_102_444_800_000;
/** Times are epoch milliseconds; no other number of Zoom's is as large. */
export const isTime = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value >= YEAR_2000 && value < YEAR_2100;

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** A property as plain text; what is absent is unknown, and not false. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return 'unknown';
  if (value === '') return 'empty';
  if (isTime(value)) return new Date(value).toLocaleString();
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map((one) => textOf(one)).join(', ');
  if (typeof value === 'object') return String((value as { entity?: { displayName?: unknown } }).entity?.displayName ?? JSON.stringify(value));
  return String(value);
}

/** What a property was, and is. Names and values are strangers', and may turn the direction of what follows them. */
export const Became = ({ property: { name, old, new: now } }: { property: { name: string; old?: unknown; new?: unknown } }) => (
  <>
    <bdi>{name}</bdi>: <bdi>{textOf(old)}</bdi> →{' '}
    <b>
      <bdi>{textOf(now)}</bdi>
    </b>
  </>
);

/** A property as a person reads it. */
export function Value({ value }: { value: unknown }) {
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0))
    return (
      <Text span c="dimmed" size="sm">
        {textOf(value)}
      </Text>
    );
  if (typeof value === 'boolean') return <Code>{String(value)}</Code>;
  if (typeof value === 'object' && !Array.isArray(value)) {
    const { id, entity } = value as { id?: string; entity?: Record<string, unknown> };
    if (id === undefined || entity === undefined) return <Code>{JSON.stringify(value)}</Code>;
    return (
      <Anchor component={Link} to={pageOf(single(entity._type), id)} size="sm">
        <bdi>{nameOf(entity.displayName)}</bdi>
      </Anchor>
    );
  }
  const on = isTime(value) ? value : typeof value === 'string' && ISO.test(value) ? Date.parse(value) : Number.NaN;
  if (!Number.isNaN(on)) return <Time on={on} />;
  // A name may turn the direction of what follows it, which is nobody's business but its own.
  return <bdi>{textOf(value)}</bdi>;
}
