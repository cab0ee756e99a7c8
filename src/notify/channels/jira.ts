import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ChannelFailure } from '../failure.ts';
import { call } from '../http.ts';
import { bodyText, shortened, textOf, titleOf } from '../render.ts';
import { defineChannel, type Sending, textIn } from './define.ts';

/** Characters of a summary (Jira Cloud REST API v3). */
const SUMMARY = 255;

const schema = z.strictObject({ url: z.url(), email: z.string().optional(), token: z.string().min(1), project: z.string().optional(), issueType: z.string().default('Task') });
type Config = z.infer<typeof schema>;

export const jira = defineChannel<Config>({
  kind: 'jira',
  about: 'A ticket in Jira, one for each alert. It is resolved when the alert clears, if the action says `autoResolve`.',
  settings: [
    { name: 'url', about: 'Where Jira is, such as `https://example.atlassian.net`.' },
    { name: 'email', about: 'Whose API token it is; left out for a personal access token of Jira Data Center.' },
    { name: 'token', about: 'The API token.', secret: true },
    { name: 'project', about: 'Key of the project, where an action names none.' },
    { name: 'issueType', about: 'Task unless something else is said.' },
  ],
  addresses: ['url'],
  schema,
  send: async (sending) => {
    const { content, alert, config } = sending;
    const ask = asking(sending);
    const label = `graph-zoom-${createHash('sha256')
      .update(alert?.alertId ?? sending.id)
      .digest('hex')
      .slice(0, 16)}`;
    const existing = alert === undefined ? undefined : await findOpen(ask, label);
    const over = alert?.transition === 'cleared' || alert?.transition === 'dismissed';
    if (over) {
      if (existing !== undefined) await resolve(ask, existing, textIn(content, 'resolvedStatus'));
      return;
    }
    if (existing !== undefined) {
      if (alert?.transition === 'escalated' || content.updateContentOnChanges === true) await ask('POST', `/rest/api/3/issue/${existing}/comment`, { body: documentOf(alert ? textOf(alert) : bodyText(content, alert)) });
      return;
    }
    const project = textIn(content, 'project') ?? config.project;
    if (project === undefined) throw new ChannelFailure('misconfigured', 'No project is named: give the action a project, or the channel.');
    const { description, labels, ...fields } = (typeof content.additionalFields === 'object' && content.additionalFields !== null ? content.additionalFields : {}) as Record<string, unknown>;
    await ask('POST', '/rest/api/3/issue', {
      fields: {
        ...fields,
        project: { key: project },
        issuetype: { name: textIn(content, 'issueType') ?? config.issueType },
        summary: shortened((textIn(content, 'summary') ?? (alert ? titleOf(alert) : 'graph-zoom')).replace(/\s+/g, ' '), SUMMARY),
        description: typeof description === 'object' && description !== null ? description : documentOf(typeof description === 'string' ? description : bodyText(content, alert)),
        labels: [...(Array.isArray(labels) ? labels : []), 'graph-zoom', label],
      },
    });
  },
});

type Ask = (method: string, path: string, body?: object) => Promise<unknown>;

const asking =
  (sending: Sending<Config>): Ask =>
  async (method, path, body) => {
    const { config, secrets } = sending;
    const basic = config.email === undefined ? undefined : Buffer.from(`${config.email}:${config.token}`).toString('base64');
    const { body: text } = await call({
      ...sending,
      url: `${config.url.replace(/\/+$/, '')}${path}`,
      method,
      headers: { authorization: basic === undefined ? `Bearer ${config.token}` : `Basic ${basic}`, accept: 'application/json', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      secrets: [...secrets, ...(basic === undefined ? [] : [basic])],
    });
    try {
      return text === '' ? {} : JSON.parse(text);
    } catch {
      throw new ChannelFailure('refused', `${config.url} answered with something that is no JSON; is it Jira?`);
    }
  };

/** The ticket of an alert that is not done. */
async function findOpen(ask: Ask, label: string): Promise<string | undefined> {
  const found = (await ask('POST', '/rest/api/3/search/jql', { jql: `labels = "${label}" AND statusCategory != Done`, maxResults: 1, fields: ['status'] })) as { issues?: { key?: string }[] };
  const key = found.issues?.[0]?.key;
  return typeof key === 'string' && /^[\w-]+$/.test(key) ? key : undefined;
}

/** Moves a ticket to the status that means resolved: the one that is named, else the first that is done. */
async function resolve(ask: Ask, key: string, wanted: string | undefined): Promise<void> {
  const { transitions = [] } = (await ask('GET', `/rest/api/3/issue/${key}/transitions`)) as { transitions?: { id: string; name?: string; to?: { name?: string; statusCategory?: { key?: string } } }[] };
  const named = transitions.find(({ name, to }) => wanted !== undefined && [name, to?.name].some((one) => one?.toLowerCase() === wanted.toLowerCase()));
  const chosen = wanted === undefined ? transitions.find(({ to }) => to?.statusCategory?.key === 'done') : named;
  if (chosen === undefined)
    throw new ChannelFailure(
      'refused',
      `${key} cannot be moved to ${wanted === undefined ? 'a status that is done' : JSON.stringify(wanted)}; from where it is there are ${transitions.map(({ to }) => to?.name).join(', ') || 'no moves'}.`,
    );
  await ask('POST', `/rest/api/3/issue/${key}/transitions`, { transition: { id: chosen.id } });
}

/** Text as a document of Atlassian, a paragraph for each line. */
const documentOf = (text: string): object => ({
  type: 'doc',
  version: 1,
  content: text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => ({ type: 'paragraph', content: [{ type: 'text', text: line }] })),
});
