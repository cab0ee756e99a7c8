import { STEPS, type StepId } from '../../src/collect/steps.ts';
import type { EntityDef, PropertyDef } from '../../src/model/define.ts';
import { LOCK_PREFIX } from '../../src/model/entities/account.ts';
import { ENTITY_TYPES, RELATIONSHIP_TYPES } from '../../src/model/index.ts';
import type { Endpoint } from '../../src/zoom/define-endpoint.ts';
import { groupBy } from './group-by.ts';
import { HEAD, row, table } from './markdown.ts';

/** Which step reads an answer, by the name that the model gives it (`settings:in_meeting.chat`), and what people call it. */
const ANSWERS: Readonly<Record<string, Readonly<Record<string, readonly [step: StepId, name: string]>>>> = {
  zoom_account: {
    user: ['fetch-account', "a user's detail"],
    profile: ['fetch-account-profile', 'profile'],
    managed_domains: ['fetch-managed-domains', 'managed domains'],
    trusted_domains: ['fetch-trusted-domains', 'trusted domains'],
    settings: ['fetch-account-settings', 'settings'],
  },
  zoom_group: { groups: ['fetch-groups', 'the list of groups'] },
  zoom_role: { roles: ['fetch-roles', 'the list of roles'], role: ['fetch-role-privileges', "the role's detail"] },
  zoom_user: {
    users: ['fetch-users', 'the list of users'],
    user: ['fetch-user-details', "the user's detail"],
    role: ['fetch-role-privileges', "the role's detail"],
    settings: ['fetch-user-settings', 'settings'],
  },
};

interface Answer {
  readonly name: string;
  readonly step: StepId;
  readonly endpoint: Endpoint;
}

/** The answer that a path begins with. Fails where the model names one that no step reads. */
function answerOf(type: string, source: string): Answer {
  const prefix = source.slice(0, source.indexOf(':'));
  const found = ANSWERS[type]?.[prefix];
  if (found === undefined) throw new Error(`${type}: no step is known to read ${JSON.stringify(source)}; add it to ANSWERS in scripts/gen/data-model.ts.`);
  const [step, name] = found;
  return { name, step, endpoint: STEPS[step].endpoint };
}

const pathOf = (source: string): string => source.slice(source.indexOf(':') + 1);
const needs = ({ scopes: { granular, classic } }: Endpoint): string => `\`${granular[0]}\` (classic: \`${classic[0]}\`)`;
const typeOf = (property: PropertyDef): string => (property.sensitive ? 'never collected' : property.type);

/** Properties that are copied from one answer: first what it takes to read it, then a table, for settings one for each of Zoom's sections. */
function copied(type: string, { name, step, endpoint }: Answer, properties: readonly PropertyDef[]): string {
  const intro = `Endpoint \`GET ${endpoint.path}\`, rate label ${endpoint.label}, scope ${needs(endpoint)}, step \`${step}\`.`;
  const rows = (some: readonly PropertyDef[]) =>
    table(
      ['property', 'type', "path in Zoom's answer", 'meaning'],
      some.map((p) => row(`\`${p.name}\``, typeOf(p), `\`${pathOf(p.from ?? '')}\``, p.description)),
    );
  if (name !== 'settings') return `### ${type}: ${name}\n\n${intro}\n\n${rows(properties)}\n`;
  const sections = groupBy(properties, ({ from = '' }) => (pathOf(from).includes('.') ? pathOf(from).split('.', 1)[0] : undefined) ?? '');
  return [...sections].map(([section, some]) => `### ${type}: ${section === '' ? 'other settings' : section}\n\n${intro}\n\n${rows(some)}\n`).join('\n');
}

/** Properties that are made of what Zoom told, and those that it does not tell at all. */
function derived(type: string, properties: readonly PropertyDef[]): string {
  const madeOf = (sources: readonly string[] = []) =>
    sources.map((source) => {
      const { endpoint } = answerOf(type, source);
      return `\`${pathOf(source)}\` of \`GET ${endpoint.path}\`, ${endpoint.label}, \`${endpoint.scopes.granular[0]}\``;
    });
  const rows = properties.map((p) => row(`\`${p.name}\``, typeOf(p), p.derived ?? '', madeOf(p.of).join('; '), p.description));
  return `### ${type}: derived\n\n${table(['property', 'type', 'how', 'made of: path, endpoint, rate label, scope', 'meaning'], rows)}\n`;
}

function entity(type: EntityDef): string {
  const from = groupBy(type.properties, (p) => (p.from === undefined ? undefined : p.from.slice(0, p.from.indexOf(':'))));
  const parts = [...from].map(([prefix, properties]) => (prefix === undefined ? derived(type.type, properties) : copied(type.type, answerOf(type.type, `${prefix}:`), properties)));
  return `## ${type.type}\n\nClass ${type.classes.join(', ')}. ${type.description}\n\n\`_key\`: \`${type.key}\`\n\n${parts.join('\n')}`;
}

/** Locks are no declared properties: each setting may have one. */
const locks = (): string => {
  const { endpoint } = STEPS['fetch-account-locks'];
  return `### zoom_account: locks\n\nEndpoint \`GET ${endpoint.path}\`, rate label ${endpoint.label}, scope ${needs(endpoint)}, step \`fetch-account-locks\`.\n\nWhether nobody may change a setting is the setting's name with \`${LOCK_PREFIX.replace('_', '')}\` in front: \`lockedMeetingSecurityWaitingRoom\` is the lock of \`meetingSecurityWaitingRoom\`. All of them are boolean; one that Zoom did not send is absent.\n`;
};

/** The page on types, properties and relationships, with what it takes to read each. */
export function dataModelPage(): string {
  const edges = RELATIONSHIP_TYPES.map((r) => row(`\`${r.type}\``, r.class, r.from, r.to, r.description));
  const types = ENTITY_TYPES.map((type) => `${entity(type)}${type.type === 'zoom_account' ? `\n${locks()}` : ''}`);
  return `${HEAD}# Data model

![Four types and five relationships: an account has groups, roles and users; a group has users; a user is assigned a role](../images/data-model.svg)

Every key that Zoom sends becomes a property, also one that is not listed here: its name is the camelCase of its dotted path. A property that Zoom did not send is absent, which means unknown, never false. Types: \`time\` is epoch milliseconds, \`objects\` a list of JSON texts.

Each table says which of Zoom's endpoints its properties come from, the endpoint's [rate label and scope](endpoints-and-scopes.md), and the step of a collection that reads it. Without the scope the step is skipped and the properties stay as they were, or absent.

Employees stand beside these types: \`person\` of class Person, joined to users by \`zoom_user_is_person\`; see [Zoom users and employees](../people.md).

## Relationships

${table(['relationship', 'class', 'from', 'to', 'meaning'], edges)}

${types.join('\n')}`;
}
