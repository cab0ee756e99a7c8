import { Tabs, Title } from '@mantine/core';
import { useNavigate } from 'react-router';

/** The three lists of who and what may do something in Zoom. */
export function ListTabs({ active }: { active: 'users' | 'groups' | 'roles' }) {
  const navigate = useNavigate();
  return (
    <>
      <Title order={2}>{{ users: 'Users', groups: 'Groups', roles: 'Roles' }[active]}</Title>
      <Tabs value={active} onChange={(value) => value !== null && navigate(`/${value}`)}>
        <Tabs.List>
          <Tabs.Tab value="users">Users</Tabs.Tab>
          <Tabs.Tab value="groups">Groups</Tabs.Tab>
          <Tabs.Tab value="roles">Roles</Tabs.Tab>
        </Tabs.List>
      </Tabs>
    </>
  );
}
