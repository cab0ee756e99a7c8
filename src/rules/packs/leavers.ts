import { ACTIVE_ADMINISTRATORS, ACTIVE_USERS, finding, type RulePack, state } from './define.ts';
import { graph, is, person, user } from './fixture.ts';

/**
 * Where no employees were imported everybody would be a stranger, so these rules wait for some. They act each time, not on
 * what is new: whoever is a stranger on the day of the import was in the answer before it already.
 */
const EMPLOYEES = { employees: 'FIND Person AS p RETURN p._type AS Kind, count(p) AS Employees' };
const ANY_AMONG_EMPLOYEES = '{{queries.query0.total > 0 && queries.employees.total > 0}}';

const ada = user('Ada Quill', { isAdmin: false, license: 'Licensed', dept: 'Sales' });
const admin = user('Ben Osei', { isAdmin: true, license: 'Basic', dept: 'IT' });
const adaStays = person('Ada Quill', { active: true, department: 'Sales' });
const adaLeft = person('Ada Quill', { active: false, department: 'Sales' });
const adminStays = person('Ben Osei', { active: true, department: 'IT' });
const adminLeft = person('Ben Osei', { active: false, department: 'IT' });
const unclear = person('Ada Quill', { department: 'Sales' });

/** Zoom users against the company's employees, for whom `people import` or a client must have brought them. */
export const LEAVERS: RulePack = {
  id: 'leavers',
  name: 'Leavers and strangers',
  description: 'Zoom users whose employee has left, and users who are no employee. Needs a list of employees.',
  rules: [
    finding({
      id: 'leaver-active',
      name: 'Somebody who left can still use Zoom',
      level: 'HIGH',
      description: 'An active Zoom user belongs to an employee who has left.',
      why: 'Meetings, chats, recordings and contacts stay open to a person who no longer works here.',
      remediation: 'Deactivate the user in Zoom today, hand meetings and recordings over, and find out why off-boarding missed it.',
      query: 'FIND zoom_user WITH active = true THAT IS Person WITH active = false',
      population: ACTIVE_USERS,
      fixtures: { fires: { after: graph(ada, adaLeft, is(ada, adaLeft)) }, quiet: { after: graph(ada, admin, unclear, adminStays, is(ada, unclear), is(admin, adminStays)) } },
    }),
    finding({
      id: 'leaver-administrator',
      name: 'Somebody who left is an administrator',
      level: 'CRITICAL',
      description: 'A Zoom user with an administrative role belongs to an employee who has left, whether or not the user may sign in now.',
      why: 'Identity providers cannot deactivate administrators in Zoom, so exactly these users survive off-boarding.',
      remediation: 'Take the role away first, then deactivate the user. Look at what was changed with it since the last working day.',
      query: 'FIND zoom_user WITH isAdmin = true THAT IS Person WITH active = false',
      population: 'FIND zoom_user WITH isAdmin = true',
      fixtures: { fires: { after: graph(admin, adminLeft, is(admin, adminLeft)) }, quiet: { after: graph(ada, admin, adaLeft, adminStays, is(ada, adaLeft), is(admin, adminStays)) } },
    }),
    finding({
      id: 'leaver-licensed',
      name: 'Somebody who left holds a paid licence',
      level: 'LOW',
      description: 'A Zoom user with a paid licence, active or not, belongs to an employee who has left.',
      why: 'The licence is paid for and nobody uses it.',
      remediation: 'Hand over the recordings, then give the licence to somebody else.',
      query: "FIND zoom_user WITH license = 'Licensed' THAT IS Person WITH active = false",
      population: "FIND zoom_user WITH license = 'Licensed'",
      fixtures: { fires: { after: graph(ada, adaLeft, is(ada, adaLeft)) }, quiet: { after: graph(ada, admin, adaStays, adminLeft, is(ada, adaStays), is(admin, adminLeft)) } },
    }),
    state({
      id: 'user-no-employee',
      name: 'A user is no employee',
      level: 'MEDIUM',
      description: 'An active Zoom user is joined with nobody in the list of employees. It says nothing before employees are imported.',
      why: 'Guests, shared mailboxes and forgotten test users have nobody who notices when they are misused.',
      remediation: 'Find out who uses it. Import the person, add the address as an alias of one, or remove the user.',
      query: 'FIND zoom_user WITH active = true AS u THAT !IS Person',
      beside: EMPLOYEES,
      population: ACTIVE_USERS,
      condition: ANY_AMONG_EMPLOYEES,
      fixtures: { fires: { after: graph(ada, admin, adminStays, is(admin, adminStays)) }, quiet: { after: graph(ada, admin) } },
    }),
    state({
      id: 'administrator-no-employee',
      name: 'An administrator is no employee',
      level: 'HIGH',
      description: 'An active administrator is joined with nobody in the list of employees. It says nothing before employees are imported.',
      why: 'Whoever changes the account should be a person who can be asked and who can be let go.',
      remediation: 'Find out who uses it. Give the role to a named employee and remove it from this user.',
      query: 'FIND zoom_user WITH isAdmin = true AND active = true AS u THAT !IS Person',
      beside: EMPLOYEES,
      population: ACTIVE_ADMINISTRATORS,
      condition: ANY_AMONG_EMPLOYEES,
      fixtures: { fires: { after: graph(ada, admin, adaStays, is(ada, adaStays)) }, quiet: { after: graph(ada, admin, adminStays, is(admin, adminStays)) } },
    }),
    finding({
      id: 'department-differs',
      name: "A user's department is not that of the employee",
      level: 'INFO',
      description: 'The department in Zoom is another one than in the list of employees.',
      why: 'Groups and roles follow the department, so somebody who moved may still have what the old one needed.',
      remediation: 'Correct the department in Zoom, or where it comes from, and look at the groups and the role of the user.',
      query: "FIND zoom_user WITH active = true AND dept != undefined AND dept != '' AS u THAT IS Person WITH department != undefined AS p WHERE u.dept != p.department",
      population: ACTIVE_USERS,
      fixtures: {
        fires: { after: graph(user('Cara Lind', { dept: 'Legal' }), person('Cara Lind', { department: 'Board' }), is(user('Cara Lind'), person('Cara Lind'))) },
        quiet: {
          after: graph(
            ada,
            user('Cara Lind', { dept: '' }),
            user('Dev Rao', { dept: 'IT' }),
            adaStays,
            person('Cara Lind', { department: 'Board' }),
            person('Dev Rao'),
            is(ada, adaStays),
            is(user('Cara Lind'), person('Cara Lind')),
            is(user('Dev Rao'), person('Dev Rao')),
          ),
        },
      },
    }),
  ],
};
