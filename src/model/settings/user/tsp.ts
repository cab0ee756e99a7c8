import { type SettingDef, setting } from '../../define.ts';

/** Settings of Zoom's section `tsp`, as the API documents and live answers name them. */
export const TSP_SETTINGS: readonly SettingDef[] = [
  setting('tsp.call_out', 'boolean', 'Calls to participants go out through the telephony provider.'),
  setting('tsp.call_out_countries', 'objects', 'Countries that the telephony provider calls out to.'),
  setting('tsp.global_dial_in_countries.allowed_countries', 'objects', 'Countries whose numbers the telephony provider could offer.'),
  setting('tsp.global_dial_in_countries.selected_countries', 'objects', 'Countries whose numbers of the telephony provider are in use.'),
  setting('tsp.show_international_numbers_link', 'boolean', "Invitations link to the telephony provider's international numbers."),
];
