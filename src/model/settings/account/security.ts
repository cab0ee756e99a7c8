import { type SettingDef, setting } from '../../define.ts';

/** Settings of Zoom's section `security`, as the API documents and live answers name them. */
export const SECURITY_SETTINGS: readonly SettingDef[] = [
  setting('security.admin_change_name_pic', 'boolean', 'Users cannot change their name and picture, only admins can (deprecated).'),
  setting('security.admin_change_user_info', 'boolean', 'Users cannot change their own details, only admins can.'),
  setting('security.hide_billing_info', 'boolean', "Billing details are kept out of users' sight."),
  setting('security.import_photos_from_devices', 'boolean', "Users can bring in photos from their device's library."),
  setting('security.password_requirement.consecutive_characters_length', 'number', 'Limit on consecutive characters in a sign-in password; 0 means no limit.'),
  setting('security.password_requirement.have_special_character', 'boolean', 'A sign-in password must contain a special character.'),
  setting('security.password_requirement.minimum_password_length', 'number', "Fewest characters in a sign-in password: 9 to 14, or 0 for Zoom's own minimum."),
  setting('security.password_requirement.weak_enhance_detection', 'boolean', 'Sign-in passwords are checked against lists of common words.'),
  setting('security.sign_again_period_for_inactivity_on_client', 'number', 'Idle minutes after which the app asks to sign in again; 0 means never.'),
  setting('security.sign_again_period_for_inactivity_on_web', 'number', 'Idle minutes after which the web portal asks to sign in again; 0 means never.'),
  setting('security.sign_in_with_two_factor_auth', 'string', 'Who needs a second factor to sign in: all, members of a group, holders of a role, or none.'),
  setting('security.sign_in_with_two_factor_auth_groups', 'strings', 'Groups whose members need a second factor, when sign_in_with_two_factor_auth is group.'),
  setting('security.sign_in_with_two_factor_auth_roles', 'strings', 'Roles whose holders need a second factor, when sign_in_with_two_factor_auth is role.'),
  setting('security.sign_in_with_work_email', 'boolean', 'People can sign in with their work e-mail address; seen in newer documents only.'),
  setting('security.signin_with_sso.domains', 'strings', 'Mail domains that single sign-on is required for.'),
  setting('security.signin_with_sso.enable', 'boolean', "People can sign in through the organisation's identity provider (single sign-on)."),
  setting('security.signin_with_sso.require_sso_for_domains', 'boolean', 'People of the listed domains can sign in by single sign-on only.'),
  setting('security.signin_with_sso.sso_bypass_users', 'objects', 'Users who may sign in without the single sign-on required of others.'),
  setting('security.user_modifiable_info_by_admin', 'strings', 'Details that only admins can change: name, profile_picture, sign_in_email, host_key.'),
];
