import { writeWithin } from '../folder/write-folder.ts';

interface SavedQuery {
  /** Name of the file. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Cypher as BloodHound reads it, also on PostgreSQL: patterns, WHERE, paths to draw. */
  readonly query: string;
}

/** What people ask of a Zoom organisation in BloodHound. What is not known is neither true nor false, and does not match. */
export const SAVED_QUERIES: readonly SavedQuery[] = [
  {
    id: 'administrators',
    name: 'Zoom: administrators and their roles',
    description: 'Users who hold a role that may change users, roles, settings or apps, or read what others said.',
    query: 'MATCH p = (:Zoom_User)-[:Zoom_Assigned]->(r:Zoom_Role) WHERE r.admin = true RETURN p',
  },
  {
    id: 'administrators-without-sso',
    name: 'Zoom: administrators who can sign in without single sign-on',
    description: 'Active administrators of whom the ways to sign in are known, and SSO is not one of them.',
    query: "MATCH p = (u:Zoom_User)-[:Zoom_Assigned]->(r:Zoom_Role) WHERE r.admin = true AND u.active = true AND NOT 'sso' IN u.loginmethods RETURN p",
  },
  {
    id: 'administrators-with-password',
    name: 'Zoom: administrators who can sign in with a password',
    description: 'Active administrators with a Zoom password, besides other ways or not.',
    query: "MATCH p = (u:Zoom_User)-[:Zoom_Assigned]->(r:Zoom_Role) WHERE r.admin = true AND u.active = true AND 'password' IN u.loginmethods RETURN p",
  },
  {
    id: 'inactive-administrators',
    name: 'Zoom: inactive or pending users with an administrative role',
    description: 'Whoever activates such a user has an administrator.',
    query: 'MATCH p = (u:Zoom_User)-[:Zoom_Assigned]->(r:Zoom_Role) WHERE r.admin = true AND u.active = false RETURN p',
  },
  {
    id: 'path-to-owner',
    name: 'Zoom: shortest paths from users to the Owner role',
    description: "The account owner's role may do everything. Add a name to start at one user: {name: 'Ada Lovelace'}.",
    query: 'MATCH p = shortestPath((:Zoom_User)-[*1..]->(r:Zoom_Role)) WHERE r.superadmin = true RETURN p LIMIT 1000',
  },
  {
    id: 'custom-administrative-roles',
    name: "Zoom: administrative roles that are not Zoom's own",
    description: 'Roles the account has made whose privileges make their holders administrators; the property highprivileges says which.',
    query: 'MATCH (r:Zoom_Role) WHERE r.admin = true AND r.systemrole = false RETURN r',
  },
  {
    id: 'largest-groups',
    name: 'Zoom: groups with most members',
    description: 'The ten largest groups, by the number of members that Zoom tells.',
    query: 'MATCH (g:Zoom_Group) WHERE g.totalmembers > 0 RETURN g ORDER BY g.totalmembers DESC LIMIT 10',
  },
  {
    id: 'leavers-with-active-user',
    name: 'Zoom: people who have left and still have an active user',
    description: 'Needs employees in the graph: graph-zoom people import.',
    query: 'MATCH p = (u:Zoom_User)-[:Zoom_Is]->(h:GraphZoom_Person) WHERE h.active = false AND u.active = true RETURN p',
  },
  {
    id: 'leavers-who-are-administrators',
    name: 'Zoom: people who have left and hold an administrative role',
    description: 'Needs employees in the graph: graph-zoom people import.',
    query: 'MATCH p = (h:GraphZoom_Person)<-[:Zoom_Is]-(:Zoom_User)-[:Zoom_Assigned]->(r:Zoom_Role) WHERE h.active = false AND r.admin = true RETURN p',
  },
];

/** Fills a folder with a file for each query: BloodHound imports one query a file, several files at once. */
export async function writeSavedQueries(folder: string): Promise<void> {
  for (const { id, ...query } of SAVED_QUERIES) await writeWithin(folder, `${id}.json`, [`${JSON.stringify(query, null, 2)}\n`]);
}
