import { describe, expect, it } from 'vitest';
import { recogniseColumns } from './columns.ts';
import { makeEmployee } from './employee.ts';

const NOW = Date.UTC(2026, 10, 25, 12);
/** The employee of one row, whose columns are recognised. */
function made(values: Record<string, unknown>): Record<string, unknown> {
  const { columns, others } = recogniseColumns(Object.keys(values));
  const one = makeEmployee(values, columns, others, NOW);
  return 'entity' in one ? { ...one.entity } : one;
}
const ada = (more: Record<string, unknown>) => made({ 'Work Email': 'Ada.Quill@Larch.example', ...more });

describe('an employee of a row', () => {
  it('has first, last and whole name, each from the others', () => {
    const whole = { firstName: 'Ada', lastName: 'Quill', name: 'Ada Quill', displayName: 'Ada Quill' };
    expect(ada({ 'Full Name': 'Ada Quill' })).toMatchObject(whole);
    expect(ada({ Name: 'Quill, Ada' })).toMatchObject(whole);
    expect(ada({ 'First Name': 'Ada', Surname: 'Quill' })).toMatchObject(whole);
    expect(ada({})).toMatchObject({ displayName: 'Ada.Quill@Larch.example', emailDomain: ['larch.example'], _key: 'person:ada.quill@larch.example' });
  });

  it('is active or not where the status or the last day tells, and neither where nothing does', () => {
    expect(ada({ Status: 'Active' }).active).toBe(true);
    expect(ada({ Status: 'Terminated' }).active).toBe(false);
    expect(ada({ 'Account Enabled': 'false' }).active).toBe(false);
    expect(ada({ Enabled: true }).active).toBe(true);
    expect(ada({ Status: 'Active', 'Termination Date': '2026-11-24' }).active).toBe(false);
    expect(ada({ 'Last day': '2026-11-25' }).active).toBe(true);
    expect(ada({ Status: 'Sabbatical' })).not.toHaveProperty('active');
    expect(ada({ Status: '' })).not.toHaveProperty('active');
    expect(ada({})).not.toHaveProperty('active');
  });

  it('has dates at midnight in UTC, and is none where a date can be read in two ways', () => {
    for (const text of ['2026-12-31', '31.12.2026', '31/12/2026', '12/31/2026', '2026-12-31T00:00:00Z']) expect(ada({ 'Hire Date': text }).startedOn, text).toBe(Date.UTC(2026, 11, 31));
    for (const text of ['02/03/2026', '31/02/2026', '2026-13-01', 'soon']) expect(ada({ 'Hire Date': text }), text).toEqual({ reason: `"${text}" is no date that is understood: write 2026-12-31` });
  });

  it('has lists of addresses, aliases and numbers', () => {
    expect(made({ Email: 'a@x.example; b@x.example', 'Proxy Addresses': 'smtp:c@x.example SMTP:d@x.example', Phone: '+49 30 1234; +49 30 5678' })).toMatchObject({
      email: ['a@x.example', 'b@x.example'],
      aliases: ['c@x.example', 'd@x.example'],
      phone: ['+49 30 1234', '+49 30 5678'],
    });
  });

  it('keeps other columns under their own names, and nothing that is private or secret', () => {
    const employee = ada({ 'T-Shirt size': 'M', costCenter: 'C1', Secretary: 'Ben', Salary: '1', 'Date of Birth': '2000-01-01', Password: 'x', 'Bank account': '1' });
    expect(employee).toMatchObject({ tShirtSize: 'M', costCenter: 'C1', secretary: 'Ben' });
    expect(JSON.stringify(employee)).not.toMatch(/salary|birth|password|bank/i);
  });
});

describe('columns', () => {
  it('are recognised whatever way they are written, and the own name of a field wins', () => {
    expect(recogniseColumns(['E-Mail', 'EMPLOYEE #', 'first_name', "Manager's Email", 'Status', 'Employment Status']).columns).toEqual({
      email: 'E-Mail',
      employeeId: 'EMPLOYEE #',
      firstName: 'first_name',
      managerEmail: "Manager's Email",
      status: 'Status',
    });
  });

  it('are unclear where two could be meant, until somebody says which', () => {
    const headers = ['Work Email', 'Business Email'];
    expect(recogniseColumns(headers).unclear).toEqual([{ field: 'email', columns: headers }]);
    expect(recogniseColumns(headers, { email: 'Business Email' })).toMatchObject({ columns: { email: 'Business Email' }, unclear: [], others: ['Work Email'] });
    expect(recogniseColumns(headers, { email: '' })).toMatchObject({ columns: {}, unclear: [], others: headers });
    expect(() => recogniseColumns(headers, { shoe: 'Work Email' })).toThrow('There is no field "shoe" of an employee.');
  });
});
