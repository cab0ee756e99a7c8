import { type Question, users } from './define.ts';

/** What is paid for. */
export const LICENCES: readonly Question[] = [
  {
    id: 'licences-by-type',
    title: 'How many users have each kind of licence?',
    description: 'Users by licence and status. Only Licensed is paid for.',
    tags: ['licences', 'cost'],
    queries: [{ resultsAre: 'INFORMATIVE', query: 'FIND zoom_user AS u RETURN u.license AS Licence, u.status AS Status, count(u) AS Users ORDER BY Users DESC, Licence, Status' }],
  },
  {
    id: 'licences-by-department',
    title: 'How many paid licences does each department have?',
    description: 'Paid licences by department, for a budget.',
    tags: ['licences', 'cost'],
    queries: [{ resultsAre: 'INFORMATIVE', query: "FIND zoom_user WITH license = 'Licensed' AS u RETURN u.dept AS Department, count(u) AS Licences ORDER BY Licences DESC, Department" }],
  },
  {
    id: 'webinar-and-large-meeting-licences',
    title: 'Who holds a licence for webinars or large meetings?',
    description: 'Add-ons are dear and are often held by people who needed them once.',
    tags: ['licences', 'cost'],
    queries: [
      { name: 'Webinars', resultsAre: 'INFORMATIVE', query: users('featureWebinar = true', 'u.status AS Status', 'u.featureWebinarCapacity AS Capacity') },
      { name: 'Large meetings', resultsAre: 'INFORMATIVE', query: users('featureLargeMeeting = true', 'u.status AS Status', 'u.featureLargeMeetingCapacity AS Capacity') },
    ],
  },
  {
    id: 'administrators-without-licence',
    title: 'Which administrators have no paid licence?',
    description: 'Nothing is wrong with it: an administrator needs none. Such users are often made only to administrate, so look at how they sign in.',
    tags: ['licences', 'administrators', 'cost'],
    queries: [{ resultsAre: 'INFORMATIVE', query: users("isAdmin = true AND license = ('Basic' OR 'Unassigned' OR 'None')", 'u.license AS Licence', 'u.loginMethods AS "Signs in with"') }],
  },
];
