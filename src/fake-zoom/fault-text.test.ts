import { describe, expect, it } from 'vitest';
import { parseFaults } from './fault-text.ts';
import { FAULT_PROFILES, FAULTS } from './faults.ts';

const parse = (text: string) => parseFaults(text, '--faults');

describe('faults on the command line', () => {
  it('are shares, switches and milliseconds, separated by commas', () => {
    expect(parse('serverError=0.05, reset=0.02,duplicates,slowMs=500,totalsDrift=false')).toEqual({ serverError: 0.05, reset: 0.02, duplicates: true, slowMs: 500, totalsDrift: false });
    expect(parse('dailyLimit=MEDIUM@300,scopeLost=group:read:admin@20')).toEqual({ dailyLimit: { label: 'MEDIUM', after: 300, form: 'iso' }, scopeLost: { scope: 'group:read:admin', after: 20 } });
    expect(parse('dailyLimit=HEAVY@5@seconds')).toEqual({ dailyLimit: { label: 'HEAVY', after: 5, form: 'seconds' } });
    expect(parse('')).toEqual({});
  });

  it('are profiles too, and profiles combine with faults; what stands later wins', () => {
    for (const [name, faults] of Object.entries(FAULT_PROFILES)) expect(parse(name)).toEqual(faults);
    expect(parse('storm,duplicates')).toEqual({ storm429: 0.1, duplicates: true });
    expect(parse('flaky,reset=0,vanishing')).toEqual({ ...FAULT_PROFILES.flaky, reset: 0, vanishing: 0.05 });
    expect(parse('vanishing=0.5')).toEqual({ vanishing: 0.5 });
  });

  it('every one of them is understood', () => {
    for (const [name, { kind }] of Object.entries(FAULTS)) expect(parse(kind === 'switch' ? name : `${name}=1`)).toEqual({ [name]: kind === 'switch' ? true : 1 });
  });

  it.each(['chaos', 'serverErrors=0.1', 'reset=0.1,toString', 'none=1', 'storm=0.1', '=1'])('"%s" is a usage error that lists what there is', (text) => {
    expect(() => parse(text)).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringMatching(/^--faults ".+" is neither/), hint: expect.stringMatching(/Profiles: none, flaky.*Single faults: serverError.*scopeLost/s) }),
    );
  });

  it.each(['reset=2', 'reset', 'reset=', 'reset=-1', 'reset=lots', 'duplicates=0.5', 'slowMs=soon', 'dailyLimit', 'dailyLimit=ALL@3', 'dailyLimit=MEDIUM', 'dailyLimit=MEDIUM@3@roman', 'scopeLost=x'])(
    '"%s" is a usage error that says how to write it',
    (text) => {
      expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'usage', message: expect.stringContaining(text), hint: expect.stringMatching(/Write|write/) }));
    },
  );
});
