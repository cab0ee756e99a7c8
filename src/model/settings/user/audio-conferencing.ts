import { type SettingDef, setting } from '../../define.ts';

/** Settings of Zoom's section `audio_conferencing`, as the API documents and live answers name them. */
export const AUDIO_CONFERENCING_SETTINGS: readonly SettingDef[] = [
  setting('audio_conferencing.call_me_and_invite_by_phone.allow_webinar_attendees_call_me', 'boolean', 'Webinar attendees can have Zoom ring their own phone to join.'),
  setting('audio_conferencing.call_me_and_invite_by_phone.call_out_countries.allowed_countries', 'objects', 'Countries that could be chosen for outgoing calls.'),
  setting('audio_conferencing.call_me_and_invite_by_phone.call_out_countries.selected_countries', 'objects', 'Countries that Zoom really calls out to; each one widens exposure to toll fraud.'),
  setting('audio_conferencing.call_me_and_invite_by_phone.enable', 'boolean', 'Participants can be called by Zoom, or invite others by phone.'),
  setting('audio_conferencing.call_me_and_invite_by_phone.require_press_1_for_call_me', 'string', 'When someone called must press 1 to get in: auto, always or never.'),
  setting('audio_conferencing.global_dial_in_countries.allowed_countries', 'objects', 'Countries whose dial-in numbers could be put into invitations.'),
  setting('audio_conferencing.global_dial_in_countries.include_toll_free', 'boolean', 'Invitations list free-of-charge dial-in numbers too.'),
  setting('audio_conferencing.global_dial_in_countries.selected_countries', 'objects', 'Countries whose dial-in numbers appear in invitations.'),
  setting('audio_conferencing.participant_phone_masking.enable', 'boolean', 'Phone numbers of people who dial in are partly hidden from other participants.'),
  setting('audio_conferencing.participant_phone_masking.masking_type', 'string', 'How much of a phone number is hidden: mask_default, mask_first_5 or mask_except_last_4.'),
  setting('audio_conferencing.personal_audio_conference', 'boolean', 'A permanent phone-only conference room is available.'),
  setting('audio_conferencing.toll_call.enable', 'boolean', "People can dial in on numbers charged at their carrier's rate."),
  setting('audio_conferencing.toll_call.numbers', 'objects', 'Charged dial-in numbers that the account offers.'),
  setting('audio_conferencing.toll_free_and_fee_based_toll_call.allow_webinar_attendees_dial', 'boolean', 'Webinar attendees can dial in on numbers that the account pays for.'),
  setting('audio_conferencing.toll_free_and_fee_based_toll_call.enable', 'boolean', 'People can dial in on toll-free or premium numbers that the account pays for.'),
  setting('audio_conferencing.toll_free_and_fee_based_toll_call.numbers', 'objects', 'Toll-free and premium dial-in numbers that the account offers.'),
];
