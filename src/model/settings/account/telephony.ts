import { type SettingDef, setting } from '../../define.ts';

/** Settings of Zoom's section `telephony`, as the API documents and live answers name them. */
export const TELEPHONY_SETTINGS: readonly SettingDef[] = [
  setting('telephony.audio_conference_info', 'string', 'Telephone audio: audio conference info.'),
  setting('telephony.telephony_regions.allowed_values', 'strings', 'Telephone audio: telephony regions, allowed values.'),
  setting('telephony.telephony_regions.selection_values', 'string', 'Telephone audio: telephony regions, selection values.'),
  setting('telephony.third_party_audio', 'boolean', 'Telephone audio: third party audio, switched on.'),
];
