import { type SettingDef, setting } from '../../define.ts';

/** Settings of Zoom's section `other_options`, as the API documents and live answers name them. */
export const OTHER_OPTIONS_SETTINGS: readonly SettingDef[] = [
  setting('other_options.allow_auto_active_users', 'boolean', 'Admins can activate new users by giving them a preset password.'),
  setting('other_options.allow_users_contact_support_via_chat', 'boolean', "The web portal shows a badge for chatting with Zoom's support."),
  setting('other_options.allow_users_enter_and_share_pronouns', 'boolean', 'Users can put pronouns on their profile and show them.'),
  setting('other_options.blur_snapshot', 'boolean', 'Phones hide what Zoom shows when users switch between apps.'),
  setting('other_options.display_meetings_scheduled_for_others', 'boolean', 'Users with scheduling rights see the meetings of the people they schedule for.'),
  setting('other_options.email_in_attendee_report_for_meeting', 'boolean', 'Reports on attendance show the mail addresses of guests.'),
  setting('other_options.meeting_qos_and_mos', 'number', 'Meeting quality on the dashboard: 0 off, 1 score and alerts, 2 own thresholds, 3 both.'),
  setting('other_options.show_one_user_meeting_on_dashboard', 'boolean', 'Dashboard and reports count meetings with a single person.'),
  setting('other_options.use_cdn', 'string', 'Network that delivers web files: none; default (CloudFront, Wangsu in mainland China); or wangsu for all.'),
  setting('other_options.webinar_registration_options.allow_host_to_enable_join_info', 'boolean', 'Hosts can show how to join right after someone registers.'),
  setting('other_options.webinar_registration_options.allow_host_to_enable_social_share_buttons', 'boolean', 'Hosts can put social media buttons on the registration page.'),
  setting('other_options.webinar_registration_options.enable_custom_questions', 'boolean', 'Hosts can ask their own questions when people register.'),
];
