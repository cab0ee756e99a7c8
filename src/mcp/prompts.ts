import { z } from 'zod';

interface Prompt {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly args: Readonly<Record<string, z.ZodString | z.ZodOptional<z.ZodString>>>;
  text(args: Readonly<Record<string, string | undefined>>): string;
}

/** What people choose from a menu of their assistant. */
export const PROMPTS: readonly Prompt[] = [
  {
    name: 'access_review',
    title: 'Access review',
    description: 'Who has Zoom and who administers it, what is weak, and what to do about it.',
    args: { group: z.string().max(200).optional().describe('only members of this Zoom group; without it everybody') },
    text: ({ group }) => `Review access to our Zoom organisation with the tools of graph-zoom.
${group === undefined ? '' : `Look only at members of the Zoom group named ${JSON.stringify(group)}.\n`}
1. status: how old is the graph, and what is missing?
2. list_questions with the tags administrators, access, lifecycle and employees; ask those that fit: who administers Zoom, who has not signed in for long, who has left the company and still has Zoom, who signs in without single sign-on.
3. changes since 30d: new administrators and new users.
4. Write a table: user, e-mail, role, what is wrong, what to do. Tell good, bad and unknown apart: what Zoom did not tell is unknown. Name the question or the query behind each finding, and say how old the data is.`,
  },
  {
    name: 'who_can',
    title: 'Who can …?',
    description: 'Who may do something in Zoom, by role and privilege.',
    args: { what: z.string().max(500).describe('such as "delete users", "see recordings of others", "change sign-in settings"') },
    text: ({ what }) => `Find out with the tools of graph-zoom who can do this in our Zoom organisation: ${JSON.stringify(what)}

1. schema with type zoom_role: which properties and privileges speak of it?
2. query the roles that have the privilege, and the users who are ASSIGNED to them. Owners and super administrators may do everything.
3. If it is a setting and no privilege: schema with type zoom_user and a search, then query who has it on, who has it off, and of whom it is unknown.
4. Answer with the users, their roles and the privilege or setting, and say how old the data is (status).`,
  },
];
