import { type SettingDef, setting } from '../../define.ts';

/** Settings of Zoom's section `security`, as the API documents and live answers name them. */
export const SECURITY_SETTINGS: readonly SettingDef[] = [
  setting('security.admin_change_name_pic', 'boolean', 'Sign-in policy: admin change name pic, switched on; Zoom calls it outdated.'),
  setting('security.admin_change_user_info', 'boolean', 'Sign-in policy: admin change user info, switched on.'),
  setting('security.hide_billing_info', 'boolean', 'Sign-in policy: hide billing info, switched on.'),
  setting('security.import_photos_from_devices', 'boolean', 'Sign-in policy: import photos from devices, switched on.'),
  setting('security.password_requirement.consecutive_characters_length', 'number', 'Sign-in policy: passcode requirement, consecutive characters length.'),
  setting('security.password_requirement.have_special_character', 'boolean', 'Sign-in policy: passcode requirement, have special character, switched on.'),
  setting('security.password_requirement.minimum_password_length', 'number', 'Sign-in policy: passcode requirement, minimum passcode length.'),
  setting('security.password_requirement.weak_enhance_detection', 'boolean', 'Sign-in policy: passcode requirement, weak enhance detection, switched on.'),
  setting('security.sign_again_period_for_inactivity_on_client', 'number', 'Sign-in policy: sign again period for inactivity on client.'),
  setting('security.sign_again_period_for_inactivity_on_web', 'number', 'Sign-in policy: sign again period for inactivity on web.'),
  setting('security.sign_in_with_two_factor_auth', 'string', 'Sign-in policy: sign in with two factor auth (one of all, group, role, none).'),
  setting('security.sign_in_with_two_factor_auth_groups', 'strings', 'Sign-in policy: sign in with two factor auth groups.'),
  setting('security.sign_in_with_two_factor_auth_roles', 'strings', 'Sign-in policy: sign in with two factor auth roles.'),
  setting('security.sign_in_with_work_email', 'boolean', 'Sign-in policy: sign in with work email, switched on.'),
  setting('security.signin_with_sso.domains', 'strings', 'Sign-in policy: signin with single sign-on, domains.'),
  setting('security.signin_with_sso.enable', 'boolean', 'Sign-in policy: signin with single sign-on, switched on.'),
  setting('security.signin_with_sso.require_sso_for_domains', 'boolean', 'Sign-in policy: signin with single sign-on, require single sign-on for domains, switched on.'),
  setting('security.signin_with_sso.sso_bypass_users', 'objects', 'Sign-in policy: signin with single sign-on, single sign-on bypass users.'),
  setting('security.user_modifiable_info_by_admin', 'strings', 'Sign-in policy: user modifiable info by admin (one of name, profile_picture, sign_in_email, host_key).'),
];
