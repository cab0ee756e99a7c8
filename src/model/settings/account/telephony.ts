import { type SettingDef, setting } from '../../define.ts';

/** Settings of Zoom's section `telephony`, as the API documents and live answers name them. */
export const TELEPHONY_SETTINGS: readonly SettingDef[] = [
  setting('telephony.audio_conference_info', 'string', 'Dial-in text of an outside audio provider, shown in invitations.'),
  setting('telephony.telephony_regions.allowed_values', 'strings', 'Regions that dial-in numbers could be chosen from.'),
  setting('telephony.telephony_regions.selection_values', 'string', 'Regions chosen for dial-in numbers, as Zoom documents the key.'),
  setting('telephony.third_party_audio', 'boolean', "Meetings can use another provider's audio bridge."),
];
