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

const TABS = [
  { value: 'appearance', label: 'Appearance', panel: <Appearance /> },
  { value: 'channels', label: 'Channels', panel: <ChannelList /> },
  { value: 'keys', label: 'API keys', panel: <Keys />, guarded: true },
  { value: 'sessions', label: 'Sessions', panel: <Sessions />, guarded: true },
  { value: 'data', label: 'Data and backup', panel: <DataSettings />, guarded: true },
  { value: 'audit', label: 'Audit log', panel: <AuditLog />, guarded: true },
  { value: 'about', label: 'About', panel: <About /> },
];

/** What one sets once: how it looks, who may what, whom it tells, what is kept. */
export function Settings() {
  const [params, setParams] = useSearchParams();
  const may = useMay('administrator');
  const { data: me } = useMe();
  const asked = params.get('tab') ?? 'appearance';
  const tabs = TABS.filter(({ guarded }) => may || !guarded);
  const wanted = TABS.find(({ value }) => value === asked);
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
        {me && wanted && !tabs.includes(wanted) && <NotAllowed />}
        {tabs.map(({ value, panel }) => (
          <Tabs.Panel key={value} value={value} pt="md">
            {panel}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Stack>
  );
}
