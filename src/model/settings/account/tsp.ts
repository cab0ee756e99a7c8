import { type SettingDef, setting } from '../../define.ts';

/** Settings of Zoom's section `tsp`, as the API documents and live answers name them. */
export const TSP_SETTINGS: readonly SettingDef[] = [
  setting('tsp.allow_webinar_attendees_call_me', 'boolean', 'Telephony provider: allow webinar attendees call me, switched on.'),
  setting('tsp.allow_webinar_attendees_toll_free_dial', 'boolean', 'Telephony provider: allow webinar attendees toll free dial, switched on.'),
  setting('tsp.call_out', 'boolean', 'Telephony provider: call out, switched on.'),
  setting('tsp.call_out_countries', 'strings', 'Telephony provider: call out countries.'),
  setting('tsp.display_toll_free_numbers', 'boolean', 'Telephony provider: display toll free numbers, switched on.'),
  setting('tsp.global_dial_in_countries.allowed_countries', 'objects', 'Telephony provider: global dial in countries, allowed countries.'),
  setting('tsp.global_dial_in_countries.selected_countries', 'objects', 'Telephony provider: global dial in countries, selected countries.'),
  setting('tsp.show_international_numbers_link', 'boolean', 'Telephony provider: show international numbers link, switched on.'),
];
