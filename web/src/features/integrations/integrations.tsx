import { Anchor, Badge, Button, Card, Group, Modal, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconVideo } from '@tabler/icons-react';
import { Link, useNavigate } from 'react-router';
import type { Schemas } from '../../shared/api.ts';
import { useMay } from '../../shared/me.ts';
import { isRunning } from '../../shared/outcome.ts';
import { Empty, Loaded } from '../../shared/states.tsx';
import { Time } from '../../shared/time.tsx';
import { useAsk, useChange } from '../../shared/use-ask.ts';
import { ConfigForm } from './config-form.tsx';
import { JobLog } from './job-log.tsx';
import { Outcome, Schedule } from './status.tsx';

/** What can be connected, and which accounts are. */
export function Integrations() {
  const instances = useAsk('GET /api/instances', {}, { refetchInterval: ({ state }) => (state.data?.instances.some(({ lastJob }) => isRunning(lastJob)) ? 5_000 : 60_000) });
  const definitions = useAsk('GET /api/definitions', {}, { staleTime: Number.POSITIVE_INFINITY });
  const [adding, { open, close }] = useDisclosure();
  const may = useMay('administrator');
  const navigate = useNavigate();
  const zoom = definitions.data?.definitions.find(({ integrationType }) => integrationType === 'zoom');
  return (
    <Stack gap="md">
      <Title order={2}>Integrations</Title>
      {zoom && (
        <Card withBorder>
          <Group justify="space-between" align="flex-start">
            <Group align="flex-start" wrap="nowrap">
              <IconVideo size={34} color="var(--mantine-color-blue-7)" aria-hidden />
              <div>
                <Title order={3} size="h4">
                  {zoom.title}
                </Title>
                <Text size="sm" c="dimmed">
                  {zoom.description}
                </Text>
              </div>
            </Group>
            {may && <Button onClick={open}>Add configuration</Button>}
          </Group>
          <Modal opened={adding} onClose={close} title="Add a Zoom account" size="72rem">
            {adding && (
              <ConfigForm
                definition={zoom}
                onDone={(id) => {
                  close();
                  void navigate(`/integrations/${id}`);
                }}
              />
            )}
          </Modal>
        </Card>
      )}
      <Loaded of={instances}>
        {({ instances: list }) =>
          list.length === 0 ? (
            <Empty title="No account is configured">{may ? 'Add one with the credentials of a Server-to-Server OAuth app; the exact scopes are beside the form.' : 'An administrator can add one.'}</Empty>
          ) : (
            <Stack gap="sm">
              {list.map((instance) => (
                <InstanceCard key={instance.id} instance={instance} definition={definitions.data?.definitions.find(({ id }) => id === instance.definitionId)} />
              ))}
            </Stack>
          )
        }
      </Loaded>
    </Stack>
  );
}

function InstanceCard({ instance, definition }: { instance: Schemas['ShownInstance']; definition: Schemas['Definition'] | undefined }) {
  const { id, name, description, lastJob } = instance;
  const mayRun = useMay('operator');
  const run = useChange('POST /api/instances/:id/run', () => ({ params: { id }, body: {} }), { refresh: ['/api/instances', '/api/jobs'] });
  const running = isRunning(lastJob);
  return (
    <Card withBorder>
      <Group justify="space-between" align="flex-start">
        <div>
          <Group gap="xs">
            <Title order={3} size="h4">
              <Anchor component={Link} to={`/integrations/${id}`} inherit>
                {name}
              </Anchor>
            </Title>
            <Badge variant="light" color="gray">
              {definition?.title ?? 'unknown'}
            </Badge>
            {lastJob && <Outcome job={lastJob} />}
          </Group>
          {description && <Text size="sm">{description}</Text>}
          <Text size="sm" c="dimmed">
            Last run: <Time on={lastJob?.endedOn ?? lastJob?.startedOn} /> · <Schedule instance={instance} />
          </Text>
        </div>
        <Group gap="xs">
          {mayRun && definition?.runnable && (
            <Button variant="light" loading={run.isPending || running} onClick={() => run.mutate()}>
              Run now
            </Button>
          )}
          <Button variant="default" component={Link} to={`/integrations/${id}`}>
            Open
          </Button>
        </Group>
      </Group>
      {lastJob && running && <JobLog id={lastJob.id} height={120} />}
    </Card>
  );
}
