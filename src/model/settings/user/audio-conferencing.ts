import { type SettingDef, setting } from '../../define.ts';

/** Settings of Zoom's section `audio_conferencing`, as the API documents and live answers name them. */
export const AUDIO_CONFERENCING_SETTINGS: readonly SettingDef[] = [
  setting('audio_conferencing.call_me_and_invite_by_phone.allow_webinar_attendees_call_me', 'boolean', 'Audio conferencing: call me and invite by phone, allow webinar attendees call me, switched on.'),
  setting('audio_conferencing.call_me_and_invite_by_phone.call_out_countries.allowed_countries', 'objects', 'Audio conferencing: call me and invite by phone, call out countries, allowed countries.'),
  setting('audio_conferencing.call_me_and_invite_by_phone.call_out_countries.selected_countries', 'objects', 'Audio conferencing: call me and invite by phone, call out countries, selected countries.'),
  setting('audio_conferencing.call_me_and_invite_by_phone.enable', 'boolean', 'Audio conferencing: call me and invite by phone, switched on.'),
  setting('audio_conferencing.call_me_and_invite_by_phone.require_press_1_for_call_me', 'string', 'Audio conferencing: call me and invite by phone, require press 1 for call me (one of auto, always, never).'),
  setting('audio_conferencing.global_dial_in_countries.allowed_countries', 'objects', 'Audio conferencing: global dial in countries, allowed countries.'),
  setting('audio_conferencing.global_dial_in_countries.include_toll_free', 'boolean', 'Audio conferencing: global dial in countries, include toll free, switched on.'),
  setting('audio_conferencing.global_dial_in_countries.selected_countries', 'objects', 'Audio conferencing: global dial in countries, selected countries.'),
  setting('audio_conferencing.participant_phone_masking.enable', 'boolean', 'Audio conferencing: participant phone masking, switched on.'),
  setting('audio_conferencing.participant_phone_masking.masking_type', 'string', 'Audio conferencing: participant phone masking, masking type (one of mask_default, mask_first_5, mask_except_last_4).'),
  setting('audio_conferencing.personal_audio_conference', 'boolean', 'Audio conferencing: personal audio conference, switched on.'),
  setting('audio_conferencing.toll_call.enable', 'boolean', 'Audio conferencing: toll call, switched on.'),
  setting('audio_conferencing.toll_call.numbers', 'objects', 'Audio conferencing: toll call, numbers.'),
  setting('audio_conferencing.toll_free_and_fee_based_toll_call.allow_webinar_attendees_dial', 'boolean', 'Audio conferencing: toll free and fee based toll call, allow webinar attendees dial, switched on.'),
  setting('audio_conferencing.toll_free_and_fee_based_toll_call.enable', 'boolean', 'Audio conferencing: toll free and fee based toll call, switched on.'),
  setting('audio_conferencing.toll_free_and_fee_based_toll_call.numbers', 'objects', 'Audio conferencing: toll free and fee based toll call, numbers.'),
];
