import { type SettingDef, setting } from '../../define.ts';

/** Settings of Zoom's section `other_options`, as the API documents and live answers name them. */
export const OTHER_OPTIONS_SETTINGS: readonly SettingDef[] = [
  setting('other_options.allow_auto_active_users', 'boolean', 'Other options: allow auto active users, switched on.'),
  setting('other_options.allow_users_contact_support_via_chat', 'boolean', 'Other options: allow users contact support via chat, switched on.'),
  setting('other_options.allow_users_enter_and_share_pronouns', 'boolean', 'Other options: allow users enter and share pronouns, switched on.'),
  setting('other_options.blur_snapshot', 'boolean', 'Other options: blur snapshot, switched on.'),
  setting('other_options.display_meetings_scheduled_for_others', 'boolean', 'Other options: display meetings scheduled for others, switched on.'),
  setting('other_options.email_in_attendee_report_for_meeting', 'boolean', 'Other options: email in attendee report for meeting, switched on.'),
  setting('other_options.meeting_qos_and_mos', 'number', 'Other options: meeting quality of service and mos (one of 0, 1, 2, 3).'),
  setting('other_options.show_one_user_meeting_on_dashboard', 'boolean', 'Other options: show one user meeting on dashboard, switched on.'),
  setting('other_options.use_cdn', 'string', 'Other options: use cdn (one of none, default, wangsu).'),
  setting('other_options.webinar_registration_options.allow_host_to_enable_join_info', 'boolean', 'Other options: webinar registration options, allow host to enable join info, switched on.'),
  setting('other_options.webinar_registration_options.allow_host_to_enable_social_share_buttons', 'boolean', 'Other options: webinar registration options, allow host to enable social share buttons, switched on.'),
  setting('other_options.webinar_registration_options.enable_custom_questions', 'boolean', 'Other options: webinar registration options, enable custom questions, switched on.'),
];
