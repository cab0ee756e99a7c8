import { IconBell, IconDatabaseSearch, IconHelpCircle, IconHome, IconIdBadge2, IconListCheck, IconPlugConnected, IconSettings, IconTopologyStar3, IconUsers } from '@tabler/icons-react';
import { type ComponentType, lazy, type ReactNode } from 'react';
import { Overview } from './features/overview/overview.tsx';
import { chunk } from './shared/chunk.ts';

/** A page of its own chunk, fetched when it is first gone to. */
const page = <Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name) => lazy(chunk(() => load().then((module) => ({ default: module[name] }))));

const Explore = page(() => import('./features/explore/explore.tsx'), 'Explore');
const QueryPage = page(() => import('./features/query/query-page.tsx'), 'QueryPage');
const Questions = page(() => import('./features/questions/questions.tsx'), 'Questions');
const Users = page(() => import('./features/users/users.tsx'), 'Users');
const UserPage = page(() => import('./features/users/user-page.tsx'), 'UserPage');
const Groups = page(() => import('./features/users/groups-and-roles.tsx'), 'Groups');
const Roles = page(() => import('./features/users/groups-and-roles.tsx'), 'Roles');
const ThingPage = lazy(chunk(() => import('./features/users/thing-page.tsx').then((module) => ({ default: module.ThingPage }))));
const People = page(() => import('./features/people/people.tsx'), 'People');
const Alerts = page(() => import('./features/alerts/alerts.tsx'), 'Alerts');
const AlertPage = page(() => import('./features/alerts/alert-page.tsx'), 'AlertPage');
const Rules = page(() => import('./features/rules/rules.tsx'), 'Rules');
const NewRule = page(() => import('./features/rules/rule-editor.tsx'), 'NewRule');
const RulePage = page(() => import('./features/rules/rule-editor.tsx'), 'RulePage');
const Integrations = page(() => import('./features/integrations/integrations.tsx'), 'Integrations');
const InstancePage = page(() => import('./features/integrations/instance-page.tsx'), 'InstancePage');
const Settings = page(() => import('./features/settings/settings.tsx'), 'Settings');

export interface PageDef {
  path: string;
  label: string;
  icon: ReactNode;
  element: ReactNode;
  /** What `g` and this letter go to. */
  letter: string;
  /** Further addresses of it. */
  more?: { path: string; element: ReactNode }[];
}

/** Every page; a new one is a folder in `features`, a line here, and its addresses in the server's `WEB_ROUTES`. */
export const PAGES: readonly PageDef[] = [
  { path: '/', label: 'Overview', letter: 'o', icon: <IconHome size={18} />, element: <Overview /> },
  { path: '/explore', label: 'Explore', letter: 'e', icon: <IconTopologyStar3 size={18} />, element: <Explore /> },
  { path: '/query', label: 'Query', letter: 'q', icon: <IconDatabaseSearch size={18} />, element: <QueryPage /> },
  { path: '/questions', label: 'Questions', letter: 'k', icon: <IconHelpCircle size={18} />, element: <Questions /> },
  {
    path: '/users',
    label: 'Users',
    letter: 'u',
    icon: <IconUsers size={18} />,
    element: <Users />,
    more: [
      { path: '/users/:id', element: <UserPage /> },
      { path: '/groups', element: <Groups /> },
      { path: '/groups/:id', element: <ThingPage what="group" /> },
      { path: '/roles', element: <Roles /> },
      { path: '/roles/:id', element: <ThingPage what="role" /> },
    ],
  },
  { path: '/people', label: 'Employees', letter: 'p', icon: <IconIdBadge2 size={18} />, element: <People /> },
  { path: '/alerts', label: 'Alerts', letter: 'a', icon: <IconBell size={18} />, element: <Alerts />, more: [{ path: '/alerts/:id', element: <AlertPage /> }] },
  {
    path: '/rules',
    label: 'Rules',
    letter: 'r',
    icon: <IconListCheck size={18} />,
    element: <Rules />,
    more: [
      { path: '/rules/new', element: <NewRule /> },
      { path: '/rules/:id', element: <RulePage /> },
    ],
  },
  { path: '/integrations', label: 'Integrations', letter: 'i', icon: <IconPlugConnected size={18} />, element: <Integrations />, more: [{ path: '/integrations/:id', element: <InstancePage /> }] },
  { path: '/settings', label: 'Settings', letter: 's', icon: <IconSettings size={18} />, element: <Settings /> },
];

/** Whether an address is one of a page. */
export const isOf = ({ path, more = [] }: PageDef, pathname: string): boolean =>
  path === '/' ? pathname === '/' : [path, ...more.map((one) => `/${one.path.split('/')[1]}`)].some((one) => pathname === one || pathname.startsWith(`${one}/`));
