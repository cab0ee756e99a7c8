import type { ChannelKind } from '../../notify/delivery.ts';

/** A kind of action: how YAML calls it, what it does, and what it takes. */
export interface ActionType {
  /** JupiterOne's name, or one of ours in its manner. */
  readonly type: string;
  /** The name in YAML. */
  readonly short: string;
  readonly about: string;
  readonly fields: readonly { readonly name: string; readonly about: string; readonly required?: boolean }[];
  /** What carries it out: a kind of channel, or the evaluation itself. Absent: nothing here can. */
  readonly by?: ChannelKind | 'evaluation';
  /** Why nothing can. */
  readonly unsupported?: string;
}

const CHANNEL = { name: 'channel', about: "Name of a configured channel. JupiterOne's `integrationInstanceId` is read as that." };
const AMAZON = 'graph-zoom sends nothing to Amazon Web Services; use a webhook to a function there.';

/** Every kind of action. Others are kept as they are, and say so when they would run. */
export const ACTION_TYPES: readonly ActionType[] = [
  { type: 'CREATE_ALERT', short: 'alert', by: 'evaluation', about: 'Opens an alert, or refreshes the one that is open.', fields: [] },
  {
    type: 'SET_PROPERTY',
    short: 'set',
    by: 'evaluation',
    about: 'Sets a value that later actions and outputs can name; `alertLevel` is the level of the alert.',
    fields: [
      { name: 'targetProperty', about: 'Name of the value.', required: true },
      { name: 'targetValue', about: 'Text, number or boolean.', required: true },
    ],
  },
  {
    type: 'TAG_ENTITIES',
    short: 'tag',
    by: 'evaluation',
    about: 'Sets or removes tags of entities in the graph: the property `tag.<name>`.',
    fields: [
      { name: 'entities', about: 'A template whose value is a list of rows, such as `{{queries.query0.data}}`.', required: true },
      { name: 'tags', about: 'List of `{name, value}`, in YAML also an object; null removes the tag.', required: true },
    ],
  },
  {
    type: 'FOR_EACH_ITEM',
    short: 'forEach',
    by: 'evaluation',
    about: 'Does its actions for each item of a list.',
    fields: [
      { name: 'items', about: 'A template whose value is a list.', required: true },
      { name: 'itemRef', about: 'What templates call the item; default `item`. In YAML `as`.' },
      { name: 'actions', about: 'Actions; queries among them are asked first.', required: true },
    ],
  },
  {
    type: 'JUPITERONE_QUERY',
    short: 'query',
    by: 'evaluation',
    about: 'Asks a further query; its result is `queries.<name>` for the actions behind it.',
    fields: [
      { name: 'name', about: 'Name of the result.', required: true },
      { name: 'query', about: 'J1QL; it may have templates.', required: true },
    ],
  },
  {
    type: 'SEND_SLACK_MESSAGE',
    short: 'slack',
    by: 'slack',
    about: 'A message in Slack.',
    fields: [
      CHANNEL,
      { name: 'channels', about: 'Channels of Slack, one or a list.' },
      { name: 'webhookUrl', about: 'An incoming webhook, in place of a configured channel.' },
      { name: 'body', about: "Text; default is graph-zoom's own." },
      { name: 'severity', about: 'The colour; default is the level of the alert.' },
    ],
  },
  {
    type: 'SEND_TEAMS_MESSAGE',
    short: 'teams',
    by: 'teams',
    about: 'A card in Microsoft Teams.',
    fields: [CHANNEL, { name: 'webhookUrl', about: 'The address of a workflow, in place of a configured channel.' }, { name: 'body', about: "Text; default is graph-zoom's own." }],
  },
  {
    type: 'SEND_EMAIL',
    short: 'email',
    by: 'email',
    about: 'An e-mail.',
    fields: [CHANNEL, { name: 'recipients', about: 'Addresses: a list, or a template.' }, { name: 'subject', about: 'Default names the rule.' }, { name: 'body', about: "HTML; default is graph-zoom's own." }],
  },
  {
    type: 'WEBHOOK',
    short: 'webhook',
    by: 'webhook',
    about: 'A request over HTTP.',
    fields: [
      CHANNEL,
      { name: 'endpoint', about: 'The address; `url` is read as well. Not needed with a configured channel.' },
      { name: 'method', about: 'POST (default), PUT, PATCH, GET, HEAD or DELETE.' },
      { name: 'headers', about: 'Object of headers. Put secrets into a configured channel.' },
      { name: 'body', about: 'Object, sent as JSON with POST, PUT and PATCH; default tells the alert.' },
    ],
  },
  {
    type: 'CREATE_JIRA_TICKET',
    short: 'jira',
    by: 'jira',
    about: 'A ticket in Jira.',
    fields: [
      CHANNEL,
      { name: 'project', about: 'Key of the project.' },
      { name: 'summary', about: 'Title; default names the rule.' },
      { name: 'issueType', about: 'Such as Task.' },
      { name: 'additionalFields', about: "Further fields, `description` among them: text, or Atlassian's document format." },
      { name: 'entityClass', about: "JupiterOne's; ignored." },
      { name: 'updateContentOnChanges', about: 'Also when the alert is refreshed.' },
      { name: 'autoResolve', about: 'Resolves the ticket when the alert clears.' },
      { name: 'resolvedStatus', about: 'The status that means resolved.' },
    ],
  },
  {
    type: 'CREATE_SERVICENOW_INCIDENT',
    short: 'servicenow',
    by: 'servicenow',
    about: 'An incident in ServiceNow. Other names with ServiceNow in them are read as this one.',
    fields: [CHANNEL, { name: 'body', about: 'Object with fields of the incident table.' }],
  },
  {
    type: 'SEND_PAGERDUTY_EVENT',
    short: 'pagerduty',
    by: 'pagerduty',
    about: 'An event in PagerDuty.',
    fields: [
      CHANNEL,
      { name: 'summary', about: 'Default names the rule.' },
      { name: 'severity', about: 'critical, error, warning or info; default by the level of the alert.' },
      { name: 'customDetails', about: 'Object.' },
    ],
  },
  {
    type: 'SEND_SYSLOG',
    short: 'syslog',
    by: 'syslog',
    about: 'A line to a syslog server, such as that of a SIEM.',
    fields: [CHANNEL, { name: 'format', about: 'cef or json.' }, { name: 'body', about: 'Text; default tells the alert.' }],
  },
  {
    type: 'WRITE_FILE',
    short: 'file',
    by: 'file',
    about: 'A line of JSON in a file.',
    fields: [CHANNEL, { name: 'path', about: 'The file, in the folder that the configuration allows.' }, { name: 'body', about: 'Object; default is the alert.' }],
  },
  {
    type: 'RUN_COMMAND',
    short: 'command',
    by: 'command',
    about: 'A command on the host, if the configuration allows it; the alert is its standard input.',
    fields: [CHANNEL, { name: 'command', about: 'One that the configuration names.' }, { name: 'args', about: 'List of arguments.' }],
  },
  {
    type: 'PUBLISH_SNS_MESSAGE',
    short: 'sns',
    unsupported: AMAZON,
    about: 'A message to Amazon SNS; kept, not sent.',
    fields: [
      { name: 'integrationInstanceId', about: '' },
      { name: 'topicArn', about: '' },
      { name: 'data', about: '' },
    ],
  },
  {
    type: 'SEND_SQS_MESSAGE',
    short: 'sqs',
    unsupported: AMAZON,
    about: 'A message to Amazon SQS; kept, not sent.',
    fields: [
      { name: 'integrationInstanceId', about: '' },
      { name: 'queueUrl', about: '' },
      { name: 'data', about: '' },
    ],
  },
  {
    type: 'SEND_TO_S3',
    short: 's3',
    unsupported: AMAZON,
    about: 'An object in Amazon S3; kept, not sent.',
    fields: [
      { name: 'integrationInstanceId', about: '' },
      { name: 'bucket', about: '' },
      { name: 'region', about: '' },
      { name: 'data', about: '' },
    ],
  },
];

const SERVICENOW = /SERVICE_?NOW/i;

/** The kind of an action by its `type`; undefined where it is none that is known. */
export const actionType = (type: string): ActionType | undefined => ACTION_TYPES.find((known) => known.type === type) ?? (SERVICENOW.test(type) ? ACTION_TYPES.find(({ by }) => by === 'servicenow') : undefined);

/** The kind of an action by its name in YAML. */
export const actionByShort = (short: string): ActionType | undefined => ACTION_TYPES.find((known) => known.short === short);
