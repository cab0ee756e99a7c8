import { type Question, WHO } from './define.ts';

const EMPLOYEE = 'p.displayName AS Employee, p.endedOn AS "Last day", i.matchedBy AS "Known by"';

/** Zoom users beside the employees that were imported or uploaded (docs/people.md). */
export const EMPLOYEES: readonly Question[] = [
  {
    id: 'leavers-active',
    title: 'Who has left the company and still has Zoom?',
    description: 'Active users whose employee is no longer active. They can still hold and join meetings as the company; deactivate them, and see why the identity provider did not.',
    tags: ['employees', 'lifecycle', 'security'],
    queries: [
      { resultsAre: 'GOOD', query: 'FIND zoom_user WITH active = true AS u THAT IS >> Person WITH active = true RETURN u.displayName AS Name, u.email AS "E-mail"' },
      { resultsAre: 'BAD', query: `FIND zoom_user WITH active = true AS u THAT IS >> AS i Person WITH active = false AS p RETURN ${WHO}, ${EMPLOYEE} ORDER BY u.displayName` },
      { resultsAre: 'UNKNOWN', query: `FIND zoom_user WITH active = true AS u THAT IS >> AS i Person WITH active = undefined AS p RETURN ${WHO}, ${EMPLOYEE} ORDER BY u.displayName` },
    ],
  },
  {
    id: 'leavers-administrators',
    title: 'Which leavers hold an administrative role?',
    description: 'People who have left and whose user still holds a role that changes users, roles, settings or apps. Identity providers cannot deactivate administrators of Zoom: take the role away by hand first.',
    tags: ['employees', 'administrators', 'security'],
    queries: [
      {
        resultsAre: 'BAD',
        query: `FIND zoom_role WITH admin = true AS r THAT ASSIGNED << zoom_user AS u THAT IS >> AS i Person WITH active = false AS p RETURN u.displayName AS Name, u.email AS "E-mail", r.displayName AS Role, u.status AS Status, ${EMPLOYEE} ORDER BY u.displayName`,
      },
    ],
  },
  {
    id: 'users-no-employee',
    title: 'Which active users are no employee that is known?',
    description: 'Active users who could be joined to nobody: shared mailboxes, room accounts, contractors, forgotten test users, or people whose address differs. Without imported employees that is everybody.',
    tags: ['employees', 'access', 'security'],
    queries: [{ resultsAre: 'UNKNOWN', query: `FIND zoom_user WITH active = true AS u THAT !IS Person RETURN ${WHO} ORDER BY u.displayName` }],
  },
  {
    id: 'department-differs',
    title: 'Whose department differs between Zoom and the employee list?',
    description: 'Users whose department in Zoom is another than that of their employee. Groups and settings that follow the department are then wrong as well.',
    tags: ['employees', 'lifecycle'],
    queries: [
      {
        resultsAre: 'BAD',
        query: `FIND zoom_user WITH dept != undefined AND dept != '' AS u THAT IS >> Person WITH department != undefined AS p WHERE u.dept != p.department RETURN u.displayName AS Name, u.email AS "E-mail", u.dept AS "Department in Zoom", p.department AS "Department of the employee" ORDER BY u.displayName`,
      },
    ],
  },
  {
    id: 'administrators-managers',
    title: 'Who do the administrators report to?',
    description: 'Holders of administrative roles with the manager of their employee: the person to ask whether somebody still needs the role.',
    tags: ['employees', 'administrators', 'audit'],
    queries: [
      {
        resultsAre: 'INFORMATIVE',
        query:
          'FIND zoom_role WITH admin = true AS r THAT ASSIGNED << zoom_user AS u THAT IS >> Person AS p (THAT MANAGES << Person AS m)? RETURN u.displayName AS Name, r.displayName AS Role, p.title AS Title, m.displayName AS Manager, m.email AS "E-mail of the manager" ORDER BY u.displayName',
      },
    ],
  },
  {
    id: 'employees-unsure',
    title: 'Which users are joined to an employee by something unsure?',
    description: 'Joins by name alone, and users who agree with several employees at once. An employee id or an alias in the employee list makes them sure.',
    tags: ['employees', 'data-quality'],
    queries: [
      {
        resultsAre: 'INFORMATIVE',
        query:
          'FIND zoom_user AS u THAT IS >> AS i Person AS p WHERE i.confidence < 0.6 RETURN u.displayName AS Name, u.email AS "E-mail", p.displayName AS Employee, i.matchedBy AS "Known by", i.confidence AS Confidence ORDER BY u.displayName, p.displayName',
      },
    ],
  },
];
