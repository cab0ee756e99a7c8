import { ActionIcon, Anchor, Button, Card, Group, Stack, Table, Tabs, Text, Title, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import type { Schemas } from '../../shared/api.ts';
import { useMay } from '../../shared/me.ts';
import { count, duration } from '../../shared/names.ts';
import { isRunning } from '../../shared/outcome.ts';
import { Empty, Loaded, Removed } from '../../shared/states.tsx';
import { Time } from '../../shared/time.tsx';
import { useAsk, useChange } from '../../shared/use-ask.ts';
import { ConfigForm } from './config-form.tsx';
import { JobLog } from './job-log.tsx';
import { RemoveInstance } from './remove-instance.tsx';
import { Outcome, Schedule } from './status.tsx';

/** One configured account: its runs, what it holds, its settings. */
export function InstancePage() {
  const { id = '' } = useParams();
  const instance = useAsk('GET /api/instances/:id', { params: { id } });
  return (
    <Loaded of={instance} missing={<Removed to="/integrations">All integrations</Removed>}>
      {(data) => <InstanceView instance={data} />}
    </Loaded>
  );
}

function InstanceView({ instance }: { instance: Schemas['InstanceWithCounts'] }) {
  const { id, name, description, polling, lastJob, counts } = instance;
  const [params, setParams] = useSearchParams();
  const [removing, { open, close }] = useDisclosure();
  const navigate = useNavigate();
  const mayRun = useMay('operator');
  const mayChange = useMay('administrator');
  const definitions = useAsk('GET /api/definitions', {}, { staleTime: Number.POSITIVE_INFINITY });
  const definition = definitions.data?.definitions.find((one) => one.id === instance.definitionId);
  const run = useChange('POST /api/instances/:id/run', () => ({ params: { id }, body: {} }), { refresh: ['/api/instances', '/api/jobs'] });
  const stop = useChange('POST /api/instances/:id/stop', () => ({ params: { id } }), { refresh: ['/api/instances', '/api/jobs'] });
  const disable = useChange('PATCH /api/instances/:id', () => ({ params: { id }, body: { polling: { ...polling, interval: 'DISABLED' } } }), { refresh: ['/api/instances'] });
  return (
    <Stack>
      <Anchor component={Link} to="/integrations" size="sm">
        ← All integrations
      </Anchor>
      <Group justify="space-between" align="flex-start">
        <div>
          <Group gap="xs">
            <Title order={2}>{name}</Title>
            {lastJob && <Outcome job={lastJob} />}
          </Group>
          {description && <Text size="sm">{description}</Text>}
          <Text size="sm" c="dimmed">
            <Schedule instance={instance} /> · holds{' '}
            {Object.entries(counts.entities)
              .map(([type, n]) => `${count(n)} ${type}`)
              .join(', ') || 'nothing yet'}
          </Text>
        </div>
        <Group gap="xs">
          {mayRun &&
            definition?.runnable &&
            (isRunning(lastJob) ? (
              <Tooltip label="What was fetched is kept, and the next run goes on from there">
                <Button variant="default" loading={stop.isPending} onClick={() => stop.mutate()}>
                  Stop the run
                </Button>
              </Tooltip>
            ) : (
              <Button loading={run.isPending} onClick={() => run.mutate()}>
                Run now
              </Button>
            ))}
          {mayChange && polling.interval !== 'DISABLED' && (
            <Button variant="default" loading={disable.isPending} onClick={() => disable.mutate()}>
              Disable polling
            </Button>
          )}
          {mayChange && (
            <Tooltip label="Remove it and its data">
              <ActionIcon variant="subtle" color="red" size="lg" aria-label={`Remove ${name}`} onClick={open}>
                <IconTrash size={20} />
              </ActionIcon>
            </Tooltip>
          )}
        </Group>
      </Group>
      <RemoveInstance instance={instance} opened={removing} close={close} onRemoved={() => navigate('/integrations', { replace: true })} />
      <Tabs value={mayChange && params.get('tab') === 'settings' ? 'settings' : 'runs'} onChange={(tab) => setParams(tab === null || tab === 'runs' ? {} : { tab })} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="runs">Runs</Tabs.Tab>
          {mayChange && <Tabs.Tab value="settings">Configuration</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="runs" pt="sm">
          <Runs id={id} />
        </Tabs.Panel>
        <Tabs.Panel value="settings" pt="sm">
          {definition && <ConfigForm key={instance.updatedOn} definition={definition} instance={instance} onDone={() => setParams({})} />}
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}

/** The runs, the newest first, each with what it said. */
function Runs({ id }: { id: string }) {
  const jobs = useAsk('GET /api/instances/:id/jobs', { params: { id }, search: { limit: 50 } });
  const [open, setOpen] = useState<string>();
  return (
    <Loaded of={jobs}>
      {({ items }) => {
        const shown = open ?? items[0]?.id;
        return items.length === 0 ? (
          <Empty title="It has not run yet">Run it now, or wait for its time.</Empty>
        ) : (
          <Table verticalSpacing={6}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Began</Table.Th>
                <Table.Th>How it went</Table.Th>
                <Table.Th>Took</Table.Th>
                <Table.Th>Why</Table.Th>
                <Table.Th />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map((job) => (
                <RunRows key={job.id} job={job} opened={shown === job.id} toggle={() => setOpen(shown === job.id ? 'none' : job.id)} />
              ))}
            </Table.Tbody>
          </Table>
        );
      }}
    </Loaded>
  );
}

function RunRows({ job, opened, toggle }: { job: Schemas['Job']; opened: boolean; toggle: () => void }) {
  return (
    <>
      <Table.Tr>
        <Table.Td>
          <Time on={job.startedOn} />
        </Table.Td>
        <Table.Td>
          <Outcome job={job} />
        </Table.Td>
        <Table.Td>{job.endedOn === undefined ? '' : duration(job.endedOn - job.startedOn)}</Table.Td>
        <Table.Td>{{ polling: 'its time had come', request: 'somebody asked', upload: 'an upload' }[job.cause] ?? job.cause}</Table.Td>
        <Table.Td ta="right">
          <Button size="compact-xs" variant="subtle" onClick={toggle} aria-expanded={opened}>
            {opened ? 'Hide' : 'What it said'}
          </Button>
        </Table.Td>
      </Table.Tr>
      {opened && (
        <Table.Tr>
          <Table.Td colSpan={5}>
            <Card withBorder padding="sm">
              <JobLog id={job.id} />
            </Card>
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}
