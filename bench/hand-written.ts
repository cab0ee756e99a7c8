/** Queries with the SQL that a person who knows the tables would write for the same rows, in the same order where the language has one. */
export const HAND_WRITTEN: readonly { readonly query: string; readonly sql: string }[] = [
  {
    query: "FIND zoom_user WITH status = 'active' AND meetingSecurityWaitingRoom = false AS u RETURN count(u) AS n",
    sql: `SELECT count(*) AS n FROM graph_data.zoom_user WHERE status = 'active' AND "meetingSecurityWaitingRoom" = false`,
  },
  {
    query: 'FIND zoom_user AS u RETURN u.dept AS department, count(u) AS n ORDER BY n DESC',
    sql: 'SELECT dept AS department, count(*) AS n FROM graph_data.zoom_user GROUP BY dept ORDER BY n DESC, department',
  },
  {
    query: "FIND zoom_user WITH loginMethods = 'password' AND isAdmin = true AS u RETURN u.displayName, u.roleName ORDER BY u.displayName",
    sql: `SELECT "displayName", "roleName" FROM graph_data.zoom_user WHERE list_contains("loginMethods", 'password') AND "isAdmin" ORDER BY "displayName", _key`,
  },
  {
    query: 'FIND zoom_group AS g THAT HAS zoom_user AS u RETURN g.displayName AS name, count(u) AS n ORDER BY n DESC',
    sql: 'SELECT g."displayName" AS name, count(DISTINCT e."_toEntityId") AS n FROM graph_data.zoom_group g JOIN graph_data.zoom_group_has_user e ON e."_fromEntityId" = g._id GROUP BY 1 ORDER BY n DESC, name',
  },
  {
    query: "FIND zoom_user WITH status = 'inactive' AS u THAT HAS zoom_group AS g RETURN u.displayName, g.displayName LIMIT 250",
    sql: `SELECT u."displayName", g."displayName" FROM graph_data.zoom_user u JOIN graph_data.zoom_group_has_user e ON e."_toEntityId" = u._id JOIN graph_data.zoom_group g ON g._id = e."_fromEntityId" WHERE u.status = 'inactive' ORDER BY u._key, u._id, g._id, e._id LIMIT 250`,
  },
  {
    query: 'FIND zoom_user THAT !HAS zoom_group',
    sql: 'SELECT CAST(u._id AS VARCHAR) AS id FROM graph_data.zoom_user u WHERE NOT EXISTS (SELECT 1 FROM graph_data.zoom_group_has_user e WHERE e."_toEntityId" = u._id) ORDER BY u._key, u._id',
  },
  {
    query: 'FIND zoom_role WITH admin = true AS r THAT ASSIGNED zoom_user WITH lastLoginTime < date(2026-01-01) AS u RETURN r.name, u.displayName ORDER BY r.name, u.displayName',
    sql: `SELECT r.name, u."displayName" FROM graph_data.zoom_role r JOIN graph_data.zoom_user_assigned_role e ON e."_toEntityId" = r._id JOIN graph_data.zoom_user u ON u._id = e."_fromEntityId" WHERE r.admin AND u."lastLoginTime" < 1767225600000 ORDER BY r.name, u."displayName", r._key, u._id`,
  },
  {
    query: 'FIND zoom_user AS u (THAT HAS zoom_group AS g)? RETURN u.status AS status, count(g) AS groups',
    sql: 'SELECT u.status, count(DISTINCT e."_fromEntityId") AS groups FROM graph_data.zoom_user u LEFT JOIN graph_data.zoom_group_has_user e ON e."_toEntityId" = u._id GROUP BY 1 ORDER BY 1',
  },
];
