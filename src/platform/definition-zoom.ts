import { PLANS } from '../zoom/limits.ts';
import type { ConfigField, Definition } from './platform.ts';

const secret = (key: string, displayName: string, description: string): ConfigField => ({ key, displayName, description, type: 'string', mask: true, optional: true });
const plain = (key: string, displayName: string, description: string, more: Partial<ConfigField> = {}): ConfigField => ({ key, displayName, description, type: 'string', mask: false, optional: true, ...more });

const PLAN_NAMES = { free: 'Free (Basic)', pro: 'Pro', business: 'Business, Education, Enterprise or Partners' } as const;

/** Zoom. Which of the credentials belong together is in zoom-config.ts. */
export const ZOOM: Definition = {
  id: '0f6c1d3a-6f5e-5b0c-9c55-7a6f6f6d0a01',
  integrationType: 'zoom',
  name: 'Zoom',
  title: 'Zoom',
  description: 'The account, its users with all their settings, groups and roles.',
  integrationClass: ['Communication'],
  integrationCategory: ['Communication', 'Collaboration'],
  configFields: [
    secret('accountId', 'Account ID', 'Of a Server-to-Server OAuth app: what the app’s page shows under "App Credentials".'),
    secret('clientId', 'Client ID', 'Of the Server-to-Server or OAuth app.'),
    secret('clientSecret', 'Client Secret', 'Of the Server-to-Server or OAuth app.'),
    secret('refreshToken', 'Refresh Token', 'Of an OAuth app, as "Connect with Zoom" gets it. It is renewed by itself.'),
    secret('accessToken', 'Access Token', 'A ready token in place of all the others. It lives an hour and cannot be renewed.'),
    plain('scopes', 'Scopes', 'Not used: Zoom tells with the token which scopes there are.'),
    plain('plan', 'Plan', 'Which of Zoom’s rate limits hold for the account.', { options: PLANS.map((value) => ({ value, label: PLAN_NAMES[value] })), defaultValue: 'pro' }),
    plain('rateShare', 'Share of the rate limits', 'Above 0 and up to 1: the account’s other apps share the limits.', { defaultValue: '0.75' }),
    plain('apiUrl', 'API address', 'For Zoom for Government https://api.zoomgov.com/v2; otherwise Zoom tells it.'),
    plain('oauthUrl', 'OAuth address', 'For Zoom for Government https://zoomgov.com/oauth.', { defaultValue: 'https://zoom.us/oauth' }),
    plain('jupiterOneAccount', 'JupiterOne account', 'Push the graph to this account after each collection: the name in its address.'),
    secret('jupiterOneApiKey', 'JupiterOne API key', 'A key of that account that may write.'),
    plain('jupiterOneInstanceId', 'JupiterOne instance id', 'The integration instance there that the graph belongs to; without it a scope of its own.'),
    plain('jupiterOneUrl', 'JupiterOne address', 'Of another region, such as https://api.eu.jupiterone.io.', { defaultValue: 'https://api.us.jupiterone.io' }),
    plain('jupiterOneMapPeople', 'Join people in JupiterOne', 'Send a relationship for each user that JupiterOne joins with the person it knows by the e-mail address.', { type: 'boolean', defaultValue: false }),
    plain('deriveLocked', 'Derive locked settings', 'Take the account’s answer for what the account has locked, in place of asking for every user.', { type: 'boolean', defaultValue: true }),
  ],
  runnable: true,
  docsWebLink: 'https://developers.zoom.us/docs/internal-apps/s2s-oauth/',
};
