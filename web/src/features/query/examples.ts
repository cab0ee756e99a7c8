/** What somebody who has never asked begins with. */
export const EXAMPLES = [
  ['Administrators and their roles', 'FIND zoom_user WITH isAdmin = true AS u THAT ASSIGNED zoom_role AS r RETURN u.displayName AS Name, u.email AS "E-mail", r.displayName AS Role'],
  ['Active users who sign in with a password', "FIND zoom_user WITH active = true AND loginMethods = 'password'"],
  ['Who has left and is still active', 'FIND zoom_user WITH active = true AS u THAT IS Person WITH active = false AS p RETURN u.displayName AS User, p.displayName AS Person'],
  ['Members of each group', 'FIND zoom_group AS g THAT HAS zoom_user AS u RETURN g.displayName AS Group, COUNT(u) AS Members ORDER BY Members DESC'],
  ['Everything about one person', 'FIND zoom_user WITH displayName ~= ${name}'],
  ['Administrators with everything around, as a tree', 'FIND zoom_user WITH isAdmin = true THAT ASSIGNED zoom_role RETURN TREE LIMIT 20'],
] as const;
