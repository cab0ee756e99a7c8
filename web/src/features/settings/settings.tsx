import { Stack, Tabs, Title } from '@mantine/core';
import { useSearchParams } from 'react-router';
import { useMay, useMe } from '../../shared/me.ts';
import { NotAllowed } from '../../shared/states.tsx';
import { About } from './about.tsx';
import { Appearance } from './appearance.tsx';
import { AuditLog } from './audit-log.tsx';
import { ChannelList } from './channels.tsx';
import { DataSettings } from './data.tsx';
import { Keys } from './keys.tsx';
import { Sessions } from './sessions.tsx';

const FOR_ADMINISTRATORS = ['keys', 'sessions', 'data', 'audit'];

/** What one sets once: how it looks, who may what, whom it tells, what is kept. */
export function Settings() {
  const [params, setParams] = useSearchParams();
  const may = useMay('administrator');
  const { data: me } = useMe();
  const asked = params.get('tab') ?? 'appearance';
  const tabs = [
    { value: 'appearance', label: 'Appearance', panel: <Appearance /> },
    { value: 'channels', label: 'Channels', panel: <ChannelList /> },
    ...(may
      ? [
          { value: 'keys', label: 'API keys', panel: <Keys /> },
          { value: 'sessions', label: 'Sessions', panel: <Sessions /> },
          { value: 'data', label: 'Data and backup', panel: <DataSettings /> },
          { value: 'audit', label: 'Audit log', panel: <AuditLog /> },
        ]
      : []),
    { value: 'about', label: 'About', panel: <About /> },
  ];
  return (
    <Stack gap="sm">
      <Title order={2}>Settings</Title>
      <Tabs value={asked} onChange={(tab) => setParams(tab === null ? {} : { tab })} keepMounted={false}>
        <Tabs.List>
          {tabs.map(({ value, label }) => (
            <Tabs.Tab key={value} value={value}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {me && FOR_ADMINISTRATORS.includes(asked) && !may && <NotAllowed />}
        {tabs.map(({ value, panel }) => (
          <Tabs.Panel key={value} value={value} pt="md">
            {panel}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Stack>
  );
}
