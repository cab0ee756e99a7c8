import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { camelCase, type SettingDef } from '../define.ts';
import { ACCOUNT_SETTINGS, USER_SETTINGS } from './index.ts';

const SECRETS = {
  user: ['meeting_security.password_for_pmi', 'schedule_meeting.default_password_for_scheduled_meetings', 'schedule_meeting.pmi_password'],
  account: [
    'chat.send_data_to_third_party_archiving_service.authorized_channel_token',
    'chat.send_data_to_third_party_archiving_service.passcode',
    'chat.send_data_to_third_party_archiving_service.smtp_delivery_address',
    'chat.send_data_to_third_party_archiving_service.user_name',
  ],
};

const TABLES = [
  { scope: 'user', table: USER_SETTINGS, secrets: SECRETS.user },
  { scope: 'account', table: ACCOUNT_SETTINGS, secrets: SECRETS.account },
] as const;

const twice = (names: readonly string[]) => names.filter((name, index) => names.indexOf(name) !== index);
const of = (table: readonly SettingDef[], path: string) => table.find((s) => s.path === path);

describe.each(TABLES)('settings of the $scope', ({ scope, table, secrets }) => {
  it('names every property once', () => {
    expect(table.length).toBeGreaterThan(0);
    expect(twice(table.map((s) => camelCase(s.path)))).toEqual([]);
  });

  it('declares leaves only: no path is the container of another, none is inside a list', () => {
    const paths = table.map((s) => s.path);
    expect(paths.filter((path) => path.includes('[]') || paths.some((other) => other.startsWith(`${path}.`)))).toEqual([]);
  });

  it('says what each setting means, in 10 to 200 characters', () => {
    expect(table.filter(({ description: d }) => d !== d.trim() || d.length < 10 || d.length > 200).map((s) => s.path)).toEqual([]);
    expect(twice(table.map((s) => s.description))).toEqual([]);
  });

  it('marks exactly the known secrets', () => {
    const marked = table.filter((s) => s.sensitive);
    expect(marked.map((s) => s.path).sort()).toEqual(secrets);
    expect(marked.filter((s) => s.type !== 'string' || !s.description.endsWith('never collected.'))).toEqual([]);
  });

  it('concatenates every file of its folder', () => {
    const folder = new URL(`./${scope}/`, import.meta.url);
    const declared = readdirSync(folder).flatMap((file) => readFileSync(new URL(file, folder), 'utf8').match(/\b(?:setting|secretSetting)\(/g) ?? []);
    expect(table).toHaveLength(declared.length);
  });
});

describe('spot checks', () => {
  it.each([
    ['in_meeting.e2e_encryption', 'boolean'],
    ['in_meeting.allow_participants_chat_with', 'number'],
    ['in_meeting.data_center_regions', 'strings'],
    ['feature.zoom_events_unlimited_capacities', 'numbers'],
    ['meeting_security.encryption_type', 'string'],
    ['meeting_security.approved_or_denied_countries_or_regions.enable', 'boolean'],
    ['meeting_authentication', 'boolean'],
    ['meeting_authentication_options', 'objects'],
    ['recording_authentication_options', 'objects'],
    ['telephony.telephony_regions.selection_value', 'string'],
    ['tsp.call_out_countries', 'objects'],
  ])('user: %s is %s', (path, type) => {
    expect(of(USER_SETTINGS, path)?.type).toBe(type);
  });

  it.each([
    ['security.sign_in_with_two_factor_auth', 'string'],
    ['security.signin_with_sso.sso_bypass_users', 'objects'],
    ['meeting_security.waiting_room_options.admit_type', 'number'],
    ['recording.archive.enable', 'boolean'],
    ['chat.chat_email_address.specific_domains', 'strings'],
    ['tsp.call_out_countries', 'strings'],
  ])('account: %s is %s', (path, type) => {
    expect(of(ACCOUNT_SETTINGS, path)?.type).toBe(type);
  });

  it('keeps the two answers about authentication apart', () => {
    for (const { table } of TABLES) expect(of(table, 'authentication_options')).toBeUndefined();
  });
});
