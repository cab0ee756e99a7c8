import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getAccountSettings } from './endpoints/get-account-settings.ts';
import { getUserSettings } from './endpoints/get-user-settings.ts';
import { dropSecrets, looksSecret } from './redact.ts';
import { cleanUrls, safeText } from './secret-text.ts';

/** A folder of recorded answers of the real Zoom, where there is one. */
const RECORDINGS = process.env.ZOOM_RECORDINGS;
const CANARY = 'CANARY-7b1f';
const JWT = 'eyJhbGciOiJIUzUxMiJ9.eyJpc3MiOiJ6b29tIn0.c2lnbmF0dXJl';

const SECRET_KEYS = [
  'password',
  'bearer',
  'authorization',
  'passcode',
  'passwd',
  'pwd',
  'client_secret',
  'clientSecret',
  'accessToken',
  'zak',
  'leader_pin',
  'pins',
  'host_key',
  'hostKey',
  'private_key',
  'apiKey',
  'access_keys',
  'activation_code',
  'recoveryCodes',
  'passphrase',
  'credentials',
  'userPassword',
  'HOST_KEY',
  'authorized_channel_token',
  'pmi_password',
  'password_for_pmi',
  'H323Password',
  'zoomPWD',
];
const OPEN_KEYS = ['pmi', 'code', 'country_code', 'pinned', 'shipping', 'secretary', 'id', 'keywords', 'key', 'bypass_users', 'compass', 'email', 'keyboard', 'spinning'];

describe('keys', () => {
  it.each(SECRET_KEYS)('%s looks secret', (key) => expect(looksSecret(key)).toBe(true));
  it.each(OPEN_KEYS)('%s does not', (key) => expect(looksSecret(key)).toBe(false));
});

describe('dropping secrets', () => {
  it('drops declared paths, also in lists, and nothing beside them', () => {
    const answer = { users: [{ id: 'a', note: 'x' }, { id: 'b' }], chat: { smtp: { user_name: 'n', port: 1 } } };
    expect(dropSecrets(answer, ['users[].note', 'chat.smtp.user_name'])).toEqual({ users: [{ id: 'a' }, { id: 'b' }], chat: { smtp: { port: 1 } } });
  });

  it('keeps booleans, objects and policy under names that sound secret', () => {
    const settings = {
      schedule_meeting: { pmi_password: true, require_password_for_pmi_meetings: 'jbh_only', meeting_password_requirement: { length: 8, have_letter: true } },
      security: { password_requirement: { minimum_password_length: 9, consecutive_characters_length: 4 } },
    };
    expect(dropSecrets(settings, getAccountSettings.secrets)).toEqual(settings);
  });

  it('keeps a policy only with a value that is one', () => {
    expect(dropSecrets({ schedule_meeting: { require_password_for_pmi_meetings: CANARY } })).toEqual({ schedule_meeting: {} });
    expect(dropSecrets({ require_password_for_pmi_meetings: 'all', security: { minimum_password_length: 9 } })).toEqual({ security: {} });
  });

  it('drops lists of secrets, values of pairs that name one, and values below one', () => {
    expect(
      dropSecrets({
        tokens: ['a', ['b']],
        custom: [
          { name: 'Host key', value: '1' },
          { name: 'Floor', value: '2' },
        ],
        token: { value: 'c', kind: 'bot' },
        empty_tokens: [],
      }),
    ).toEqual({
      custom: [{ name: 'Host key' }, { name: 'Floor', value: '2' }],
      token: { kind: 'bot' },
      empty_tokens: [],
    });
  });

  it('keeps country codes and personal meeting ids', () => {
    const answer = { pmi: 123, phone_numbers: [{ code: '+1', country: 'US' }] };
    expect(dropSecrets(answer)).toEqual(answer);
  });

  it('drops JSON Web Tokens wherever they stand', () => {
    expect(dropSecrets({ note: JWT, list: [JWT, 'a'] })).toEqual({ list: ['a'] });
  });

  it('changes nothing in the answer it was given, and lets no key reach a prototype', () => {
    const answer = JSON.parse('{"__proto__":{"bad":1},"password":"x","a":1}') as Record<string, unknown>;
    const clean = dropSecrets(answer);
    expect(answer.password).toBe('x');
    expect((clean as { bad?: number }).bad).toBeUndefined();
    expect(clean).toEqual({ a: 1 });
  });

  it('survives an answer nested without end', () => {
    let deep: unknown = CANARY;
    for (let i = 0; i < 50_000; i++) deep = { a: deep };
    expect(() => dropSecrets(deep)).not.toThrow();
  });

  it('lets no canary through, at any depth, under any name that looks secret or in any URL', () => {
    const canary = fc.oneof(
      fc.tuple(fc.constantFrom(...SECRET_KEYS), fc.constantFrom<unknown>(CANARY, [CANARY], [[CANARY]], { value: CANARY }, { plaintext: [CANARY] })),
      fc.tuple(
        fc.constantFrom('join_url', 'url', 'note'),
        fc.constantFrom<unknown>(`https://zoom.us/j/1?pwd=${CANARY}`, `see https://z.us/?a=1&zak=${CANARY}#x`, `https://u:${CANARY}@zoom.us/`, [`zoommtg://x?tk=${CANARY}&y=1`]),
      ),
      fc.constant<[string, unknown]>(['hidden', CANARY]),
    );
    const place = fc.array(fc.oneof(fc.constantFrom('a', 'settings', 'password_policy', 'token'), fc.nat({ max: 2 })), { maxLength: 12 });
    fc.assert(
      fc.property(canary, place, fc.object({ maxDepth: 2 }), ([key, value], path, noise) => {
        const put = path.reduceRight<unknown>((inner, step) => (typeof step === 'number' ? [...Array(step).fill(1), inner] : { other: 1, [step]: inner }), { ...noise, [key]: value });
        const secrets = [...path.filter((step) => typeof step === 'string'), 'hidden'].join('.');
        expect(JSON.stringify(dropSecrets({ answer: put, list: [put] }, [`answer.${secrets}`, `list[].${secrets}`]))).not.toContain(CANARY);
      }),
      { numRuns: 500 },
    );
  });

  it.skipIf(!RECORDINGS)('takes the passcodes, and only them, out of the recorded answers', () => {
    const folder = RECORDINGS ?? '';
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.json') && !name.startsWith('oauth'))) {
      const { body } = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as { body: object };
      const before = leaves(body);
      const after = leaves(dropSecrets(body, getUserSettings.secrets));
      const gone = [...before.keys()].filter((path) => before.get(path) !== after.get(path));
      expect(
        gone.filter((path) => !/\.(pmi_password|password_for_pmi|personal_meeting_url|default_password_for_scheduled_meetings)$/.test(path)),
        file,
      ).toEqual([]);
    }
  });
});

const leaves = (value: unknown, path = '', into = new Map<string, unknown>()): Map<string, unknown> => {
  if (typeof value === 'object' && value !== null) for (const [key, inner] of Object.entries(value)) leaves(inner, `${path}.${key}`, into);
  else into.set(path, value);
  return into;
};

describe('URLs', () => {
  it.each([
    ['https://us06web.zoom.us/j/1?pwd=abc.1', 'https://us06web.zoom.us/j/1'],
    ['https://zoom.us/j/1?pwd=abc&uname=x#y', 'https://zoom.us/j/1?uname=x#y'],
    ['https://zoom.us/j/1?a=1&pwd=abc&tk=d&b=2', 'https://zoom.us/j/1?a=1&b=2'],
    ['https://zoom.us/j/1?pwd=a&tk=b&zak=c', 'https://zoom.us/j/1'],
    ['Join: https://zoom.us/j/1?passcode=abc and be well', 'Join: https://zoom.us/j/1 and be well'],
    ['https://x.us/?to=https%3A%2F%2Fzoom.us%2Fj%2F1%3Fpwd%3Dabc%26a%3D1', 'https://x.us/?to=https%3A%2F%2Fzoom.us%2Fj%2F1%3Fa%3D1'],
    ['https://x.us/cb#access_token=abc&state=1', 'https://x.us/cb#state=1'],
    ['https://user:abc@x.us/p', 'https://x.us/p'],
    ['https://x.us/?code=abc', 'https://x.us/'],
    ['https://lh3.googleusercontent.com/a/PICTURE=s96-c', 'https://lh3.googleusercontent.com/a/PICTURE=s96-c'],
    ['a=b & c', 'a=b & c'],
  ])('%s becomes %s', (before, after) => expect(cleanUrls(before)).toBe(after));

  it('makes text fit for a message', () => {
    expect(safeText(`Bearer abcdefghijkl and ${JWT}\nhttps://z.us/?pwd=abc`)).toBe('Bearer [removed] and [removed] https://z.us/');
    expect(safeText('bad password=abc, "access_token": "d e f" and \\"secret\\":\\"ghi\\"')).toBe('bad password=[removed], "access_token": [removed] and \\"secret\\":[removed]');
    expect(safeText('Validation failed, code: 300, status: 400')).toBe('Validation failed, code: 300, status: 400');
    expect(safeText('x'.repeat(400))).toHaveLength(301);
  });
});

describe('JSON inside a text', () => {
  it('is cleaned like an answer, and otherwise left as it was written', () => {
    const answer = { note: '{ "password": "abc", "size": 3 }', list: '[{"apiKey":"x","name":"y"}]', plain: '{ "size": 3 }', broken: '{"size"' };
    expect(dropSecrets(answer)).toEqual({ note: '{"size":3}', list: '[{"name":"y"}]', plain: '{ "size": 3 }', broken: '{"size"' });
  });
});
