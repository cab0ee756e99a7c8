import { type SettingDef, setting } from '../../define.ts';

/** Settings of Zoom's section `tsp`, as the API documents and live answers name them. */
export const TSP_SETTINGS: readonly SettingDef[] = [
  setting('tsp.call_out', 'boolean', 'Telephony provider: call out, switched on.'),
  setting('tsp.call_out_countries', 'objects', 'Telephony provider: call out countries.'),
  setting('tsp.global_dial_in_countries.allowed_countries', 'objects', 'Telephony provider: global dial in countries, allowed countries.'),
  setting('tsp.global_dial_in_countries.selected_countries', 'objects', 'Telephony provider: global dial in countries, selected countries.'),
  setting('tsp.show_international_numbers_link', 'boolean', 'Telephony provider: show international numbers link, switched on.'),
];
