import { type SettingDef, setting } from '../../define.ts';

/** Settings of Zoom's section `tsp`, as the API documents and live answers name them. */
export const TSP_SETTINGS: readonly SettingDef[] = [
  setting('tsp.allow_webinar_attendees_call_me', 'boolean', 'Webinar attendees can be rung up through the telephony provider.'),
  setting('tsp.allow_webinar_attendees_toll_free_dial', 'boolean', "Webinar attendees can dial the telephony provider's toll-free numbers."),
  setting('tsp.call_out', 'boolean', 'Calls to participants go out through the telephony provider.'),
  setting('tsp.call_out_countries', 'strings', 'Countries that the telephony provider calls out to.'),
  setting('tsp.display_toll_free_numbers', 'boolean', "Invitations show the telephony provider's toll-free numbers."),
  setting('tsp.global_dial_in_countries.allowed_countries', 'objects', 'Countries whose numbers the telephony provider could offer.'),
  setting('tsp.global_dial_in_countries.selected_countries', 'objects', 'Countries whose numbers of the telephony provider are in use.'),
  setting('tsp.show_international_numbers_link', 'boolean', "Invitations link to the telephony provider's international numbers."),
];
