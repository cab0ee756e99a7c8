import { GraphZoomError } from '../lib/errors.ts';
import { RATE_LABELS } from '../zoom/define-endpoint.ts';
import { type DailyLimitFault, FAULT_PROFILES, FAULTS, type FaultName, type Faults, type LostScopeFault } from './faults.ts';

const FORMS = ['iso', 'http', 'seconds'] as const;
/** Faults that are neither number nor switch, as one writes them. */
const WRITTEN = { dailyLimit: 'LABEL@REQUESTS or LABEL@REQUESTS@iso|http|seconds', scopeLost: 'SCOPE@REQUESTS' } as const;

/**
 * Faults as a person writes them: profiles and single faults, separated by commas, such as `flaky,reset=0.02,duplicates,slowMs=500`.
 * What stands later wins. Whatever is not understood is a usage error that lists what there is.
 */
export function parseFaults(text: string, where: string): Partial<Faults> {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return Object.assign({}, ...parts.map((part) => parsePart(part, where)));
}

function parsePart(part: string, where: string): Partial<Faults> {
  const [name = '', ...rest] = part.split('=');
  const value = rest.length > 0 ? rest.join('=') : undefined;
  if (isProfile(name) && value === undefined) return FAULT_PROFILES[name];
  if (name === 'dailyLimit') return { dailyLimit: dailyLimit(value, part, where) };
  if (name === 'scopeLost') return { scopeLost: lostScope(value, part, where) };
  if (!isFault(name)) throw unknown(part, where);
  return { [name]: FAULTS[name].kind === 'switch' ? switched(value, part, where) : numeric(FAULTS[name].kind, value, part, where) };
}

const isFault = (name: string): name is FaultName => Object.hasOwn(FAULTS, name);
const isProfile = (name: string): name is keyof typeof FAULT_PROFILES => Object.hasOwn(FAULT_PROFILES, name);

function switched(value: string | undefined, part: string, where: string): boolean {
  if (value === undefined || value === 'true') return true;
  if (value === 'false') return false;
  throw wrong(part, where, 'It is on or off: write its name alone, or =false.');
}

function numeric(kind: 'share' | 'ms', value: string | undefined, part: string, where: string): number {
  const number = value === undefined || value === '' ? Number.NaN : Number(value);
  const most = kind === 'share' ? 1 : Number.POSITIVE_INFINITY;
  if (number >= 0 && number <= most) return number;
  throw wrong(part, where, kind === 'share' ? 'Write a share from 0 to 1, such as =0.05.' : 'Write milliseconds, such as =2000.');
}

function dailyLimit(value: string | undefined, part: string, where: string): DailyLimitFault {
  const [label = '', after = '', form = 'iso'] = (value ?? '').split('@');
  const known = FORMS.find((one) => one === form);
  if (!RATE_LABELS.some((one) => one === label) || !/^\d+$/.test(after) || !known) throw wrong(part, where, `Write dailyLimit=${WRITTEN.dailyLimit}, such as dailyLimit=MEDIUM@300; labels: ${RATE_LABELS.join(', ')}.`);
  return { label, after: Number(after), form: known };
}

function lostScope(value: string | undefined, part: string, where: string): LostScopeFault {
  const [scope = '', after = ''] = (value ?? '').split('@');
  if (scope === '' || !/^\d+$/.test(after)) throw wrong(part, where, `Write scopeLost=${WRITTEN.scopeLost}, such as scopeLost=group:read:admin@20.`);
  return { scope, after: Number(after) };
}

const wrong = (part: string, where: string, hint: string) => new GraphZoomError('usage', `${where} "${part}" is not understood.`, { hint });

const unknown = (part: string, where: string) =>
  new GraphZoomError('usage', `${where} "${part}" is neither a profile nor a fault.`, {
    hint: `Profiles: ${Object.keys(FAULT_PROFILES).join(', ')}. Single faults: ${[...Object.keys(FAULTS), ...Object.keys(WRITTEN)].join(', ')}.`,
  });
