import { GraphZoomError } from '../lib/errors.ts';

/** What is known of an employee, the names that the exports of HR systems and directories have for it, and what it is. */
const FIELDS = {
  email: ['e-mail', 'mail', 'e-mail address', 'work e-mail', 'work email address', 'business email', 'company email', 'primary email', 'email work', 'user principal name', 'upn', 'e-mail (dienstlich)'],
  employeeId: ['employee number', 'employee no', 'employee #', 'emp id', 'id', 'worker id', 'personnel number', 'personnel no', 'staff id', 'employee unique id', 'personalnummer', 'mitarbeiter-id', 'mitarbeiternummer'],
  firstName: ['given name', 'legal first name', 'forename', 'preferred first name', 'vorname'],
  lastName: ['surname', 'family name', 'legal last name', 'nachname'],
  name: ['full name', 'display name', 'employee name', 'employee', 'worker', 'preferred name', 'legal name'],
  username: ['user name', 'login', 'sam account name', 'account'],
  aliases: ['alias', 'other emails', 'email aliases', 'secondary email', 'proxy addresses', 'alternate email'],
  title: ['job title', 'position', 'role', 'business title', 'stellenbezeichnung'],
  department: ['dept', 'department name', 'division', 'cost center name', 'organization unit', 'abteilung'],
  manager: ['manager name', 'supervisor', 'supervisor name', 'reports to', 'line manager', 'vorgesetzter'],
  managerEmail: ['manager email address', 'supervisor email', 'reports to email', 'manager e-mail', 'line manager email', "manager's email"],
  managerId: ['manager employee id', 'manager number', 'supervisor id', 'supervisor employee id', 'reports to id'],
  employeeType: ['worker type', 'employment type', 'contract type', 'type'],
  status: ['employment status', 'employee status', 'worker status', 'account status', 'state'],
  active: ['is active', 'enabled', 'account enabled', 'active status', 'currently active'],
  startDate: ['hire date', 'start', 'date of joining', 'original hire date', 'joined', 'eintrittsdatum'],
  endDate: ['termination date', 'end', 'last day', 'last day of work', 'leaving date', 'exit date', 'date of leaving', 'austrittsdatum'],
  location: ['office', 'work location', 'site', 'office location'],
  phone: ['work phone', 'phone number', 'mobile', 'mobile phone', 'telephone'],
} as const satisfies Record<string, readonly string[]>;

export type Field = keyof typeof FIELDS;
export const FIELD_NAMES = Object.keys(FIELDS) as Field[];

/** Which column gives which field, as the file calls it. */
export type Columns = Readonly<Partial<Record<Field, string>>>;

export interface Recognised {
  readonly columns: Columns;
  /** Fields that several columns could give. */
  readonly unclear: readonly { readonly field: Field; readonly columns: readonly string[] }[];
  /** Kept under their own names. */
  readonly others: readonly string[];
  /** What no graph should hold; left out. */
  readonly dropped: readonly string[];
}

/** What a security graph has no business to know: secrets, and what labour law and privacy protect. */
const NOT_KEPT =
  /passw|passcode|secret(?!ar)|token|\bpin\b|\bssn\b|social.?security|salary|compensation|wage|\bpay\b|payroll|iban|bank|tax|birth|\bdob\b|gender|\bsex\b|marital|religio|ethnic|\brace\b|nationality|passport|disab|health|medical/i;

const plain = (name: string): string =>
  name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}#]+/gu, '');
const NAMES = new Map<string, Field>(FIELD_NAMES.flatMap((field) => [field, ...FIELDS[field]].map((name) => [plain(name), field] as const)));

/** Recognises columns by their names; `given` wins, and empty text there means that the field has no column. Fails with `usage` for a column or field that does not exist. */
export function recogniseColumns(headers: readonly string[], given: Readonly<Record<string, string>> = {}): Recognised {
  const columns: Partial<Record<Field, string>> = {};
  for (const [field, column] of Object.entries(given)) {
    if (!FIELD_NAMES.includes(field as Field)) throw new GraphZoomError('usage', `There is no field "${field}" of an employee.`, { hint: `Map one of these: ${FIELD_NAMES.join(', ')}.` });
    if (column !== '' && !headers.includes(column)) throw new GraphZoomError('usage', `The file has no column "${column}".`, { hint: `It has: ${headers.join(', ')}.` });
    columns[field as Field] = column;
  }
  const taken = new Set(Object.values(columns));
  const dropped = headers.filter((header) => !taken.has(header) && NOT_KEPT.test(header));
  const candidates = new Map<Field, string[]>();
  for (const header of headers) {
    const field = taken.has(header) || dropped.includes(header) ? undefined : NAMES.get(plain(header));
    if (field !== undefined && columns[field] === undefined) candidates.set(field, [...(candidates.get(field) ?? []), header]);
  }
  const unclear: { field: Field; columns: readonly string[] }[] = [];
  for (const [field, found] of candidates) {
    // The field's own name is no question, whatever else could be meant.
    const chosen = found.length === 1 ? found[0] : found.find((header) => plain(header) === plain(field));
    if (chosen === undefined) unclear.push({ field, columns: found });
    else columns[field] = chosen;
  }
  for (const [field, column] of Object.entries(columns)) if (column === '') delete columns[field as Field];
  const used = new Set<string>([...Object.values(columns), ...dropped]);
  return { columns, unclear, dropped, others: headers.filter((header) => header !== '' && !used.has(header)) };
}
