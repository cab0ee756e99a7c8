import type { Change } from '../../store/store.ts';
import { colors } from '../output.ts';
import { safe } from './table.ts';
import { columnsOf, cut } from './text.ts';
import { moment } from './time.ts';

const SIGNS = { created: colors.green('+'), updated: colors.yellow('~'), deleted: colors.red('-') } as const;
const PROPERTIES_SHOWN = 6;

/** Changes as lines: what, who, and old and new values. On a terminal a line is cut to its width. */
export function renderChanges(changes: readonly Change[]): string {
  const columns = columnsOf(process.stdout);
  const lines = changes.flatMap(renderChange);
  return (columns === undefined ? lines : lines.map((line) => cut(line, columns))).join('\n');
}

function renderChange(change: Change): string[] {
  const who = change.kind === 'entity' ? `${safe(change.displayName)} ${colors.dim(safe(change.key))}` : `${safe(change.fromKey ?? '')} ${safe(change.displayName)} ${safe(change.toKey ?? '')}`;
  const lines = [`${SIGNS[change.operation]} ${colors.dim(moment(change.on))}  ${safe(change.type)}  ${who}`];
  for (const { name, old, new: now } of change.properties.slice(0, PROPERTIES_SHOWN)) lines.push(`      ${safe(name)}: ${value(old)} → ${value(now)}`);
  if (change.properties.length > PROPERTIES_SHOWN) lines.push(colors.dim(`      and ${change.properties.length - PROPERTIES_SHOWN} more properties`));
  return lines;
}

const value = (v: unknown): string => (v === undefined || v === null ? colors.dim('unknown') : safe(typeof v === 'string' ? v : JSON.stringify(v)));
