import type { Entity, PropertyValue } from '../model/graph.ts';
import type { Columns, Field } from './columns.ts';

export type Made = { readonly entity: Entity } | { readonly reason: string };

/** What tells that somebody has left, and that somebody has not, in the words of HR systems and directories. */
const LEFT = /^(terminated|inactive|left|former|separated|resigned|dismissed|deactivated|disabled|deprovisioned|suspended|retired|deceased|false|no|n|0|inaktiv|ausgeschieden)$/i;
const HERE = /^(active|employed|current|enabled|on leave|leave|onboarding|probation|true|yes|y|1|aktiv)$/i;
const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$|^(\d{1,2})\.(\d{1,2})\.(\d{4})$|^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;
const EMAIL = /^[^\s@]+@[^\s@]+$/;

const textsOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value])
    .filter((item) => item !== null && item !== undefined && typeof item !== 'object')
    .map((item) => String(item).trim())
    .filter((text) => text !== '');

/** An employee as a Person of JupiterOne's data model, or why a row is none. What the row does not tell is absent: unknown is not false. */
export function makeEmployee(values: Readonly<Record<string, unknown>>, columns: Columns, others: readonly string[], now: number): Made {
  const texts = (field: Field): string[] => textsOf(columns[field] === undefined ? undefined : values[columns[field]]);
  const text = (field: Field): string | undefined => texts(field)[0];

  const emails = texts('email')
    .flatMap((one) => one.split(/[;,\s]+/))
    .filter((one) => one !== '');
  const wrong = emails.find((email) => !EMAIL.test(email));
  if (wrong !== undefined) return { reason: `"${wrong}" is no e-mail address` };
  const employeeId = text('employeeId');
  if (emails.length === 0 && employeeId === undefined) return { reason: 'it has neither an e-mail address nor an employee id' };

  const dates: Partial<Record<'startDate' | 'endDate', number>> = {};
  for (const field of ['startDate', 'endDate'] as const) {
    const given = text(field);
    if (given === undefined) continue;
    const on = dateOf(given);
    if (on === undefined) return { reason: `"${given}" is no date that is understood: write 2026-12-31` };
    dates[field] = on;
  }

  const [firstName, lastName, name] = namesOf(text('firstName'), text('lastName'), text('name'));
  const active = activeOf(text('active') ?? text('status'), dates.endDate, now);
  const properties: Record<string, PropertyValue | undefined> = {
    ...Object.fromEntries(others.flatMap((column) => extra(column, values[column]))),
    firstName,
    lastName,
    name,
    email: emails,
    emailDomain: [...new Set(emails.map((email) => email.slice(email.indexOf('@') + 1).toLowerCase()))],
    employeeId,
    username: text('username'),
    aliases: listOf(texts('aliases')),
    title: text('title'),
    department: text('department'),
    manager: text('manager'),
    managerEmail: text('managerEmail'),
    managerId: text('managerId'),
    employeeType: text('employeeType'),
    status: text('status'),
    active,
    startedOn: dates.startDate,
    endedOn: dates.endDate,
    location: text('location'),
    phone: texts('phone')
      .flatMap((numbers) => numbers.split(/\s*[;|]\s*/))
      .filter((number) => number !== ''),
  };
  const id = employeeId ?? (emails[0] as string).toLowerCase();
  return { entity: { ...present(properties), _key: `person:${id}`, _type: 'person', _class: ['Person'], displayName: name ?? emails[0] ?? id } as Entity };
}

const present = (record: Readonly<Record<string, PropertyValue | undefined>>) => Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)));
const listOf = (texts: readonly string[]): string[] =>
  texts
    .flatMap((one) => one.split(/[;,|]\s*|\s+/))
    .map((one) => one.replace(/^smtp:/i, ''))
    .filter((one) => one !== '');

/** First, last and whole name, each from the others where it is not given: "Lovelace, Ada" and "Ada Lovelace" are read. */
function namesOf(first: string | undefined, last: string | undefined, whole: string | undefined): [string | undefined, string | undefined, string | undefined] {
  if (first !== undefined && last !== undefined) return [first, last, whole ?? `${first} ${last}`];
  const reversed = whole === undefined ? null : /^([^,]+),\s*(.+)$/.exec(whole);
  const name = reversed ? `${reversed[2]} ${reversed[1]}` : whole;
  const parts = name === undefined ? null : /^(.+)\s+(\S+)$/.exec(name);
  return [first ?? reversed?.[2] ?? parts?.[1], last ?? reversed?.[1] ?? parts?.[2], name ?? first ?? last];
}

/** Whether somebody is employed; a last day that is over says no, whatever else is said. Undefined where nothing tells. */
function activeOf(told: string | undefined, endedOn: number | undefined, now: number): boolean | undefined {
  if (endedOn !== undefined && endedOn + DAY_MS <= now) return false;
  if (told !== undefined && LEFT.test(told)) return false;
  if (told !== undefined && HERE.test(told)) return true;
  return endedOn === undefined ? undefined : true;
}
const DAY_MS = 24 * 60 * 60 * 1000;

/** Midnight in UTC. With slashes only where it cannot be read in two ways. */
function dateOf(text: string): number | undefined {
  const found = DATE.exec(text);
  if (!found) return undefined;
  const [year, month, day] = found[1] !== undefined ? [found[1], found[2], found[3]] : found[6] !== undefined ? [found[6], found[5], found[4]] : slashed(found[7], found[8], found[9]);
  const on = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const date = new Date(on);
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day) ? on : undefined;
}

function slashed(a = '', b = '', year = ''): [string, string, string] {
  if (Number(a) > 12) return [year, b, a];
  return Number(b) > 12 || a === b ? [year, a, b] : [year, 'unclear', b];
}

/** A column that nothing is made of keeps its name, as a property's. */
function extra(column: string, value: unknown): [string, PropertyValue][] {
  const words = column.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const name = words.map((word, index) => (index === 0 ? (/[A-Z].*[a-z]|[a-z].*[A-Z]/.test(word) ? word[0]?.toLowerCase() + word.slice(1) : word.toLowerCase()) : `${word[0]?.toUpperCase()}${word.slice(1)}`)).join('');
  const texts = textsOf(value);
  if (name === '' || /^\d/.test(name) || texts.length === 0) return [];
  return [[name, Array.isArray(value) ? texts : typeof value === 'number' || typeof value === 'boolean' ? value : (texts[0] as string)]];
}
