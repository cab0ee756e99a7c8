import type { ChannelKind } from '../delivery.ts';
import { command } from './command.ts';
import type { ChannelType } from './define.ts';
import { email } from './email.ts';
import { file } from './file.ts';
import { jira } from './jira.ts';
import { pagerduty } from './pagerduty.ts';
import { servicenow } from './servicenow.ts';
import { slack } from './slack.ts';
import { syslog } from './syslog.ts';
import { teams } from './teams.ts';
import { webhook } from './webhook.ts';

/** Every kind of channel; a new one is a file and a line here. */
export const CHANNEL_TYPES: Readonly<Record<ChannelKind, ChannelType>> = { webhook, slack, teams, email, jira, servicenow, pagerduty, syslog, file, command };

/** Whether a setting of a kind is kept encrypted and shown masked. */
export const isSecretSetting = (kind: ChannelKind, name: string): boolean => CHANNEL_TYPES[kind].settings.some((setting) => setting.name === name && setting.secret === true);
