import { type SettingDef, setting } from '../../define.ts';

/** Settings of Zoom's section `integration`, as the API documents and live answers name them. */
export const INTEGRATION_SETTINGS: readonly SettingDef[] = [setting('integration.linkedin_sales_navigator', 'boolean', 'LinkedIn Sales Navigator is connected; seen in answers, not documented by Zoom.')];
