import { Button, Card, Group, NumberInput, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { askFile, type Schemas } from '../../shared/api.ts';
import { download } from '../../shared/download.ts';
import { Elapsed } from '../../shared/elapsed.tsx';
import { bytes } from '../../shared/names.ts';
import { Failed, Loaded } from '../../shared/states.tsx';
import { useAsk, useChange } from '../../shared/use-ask.ts';

/** How long what is kept, and a copy of everything. */
export function DataSettings() {
  const about = useAsk('GET /api/about');
  return (
    <Loaded of={about}>
      {({ retention, store }) => (
        <Stack maw={640}>
          <RetentionForm key={JSON.stringify(retention)} retention={retention} />
          <Backup size={store.bytes} />
        </Stack>
      )}
    </Loaded>
  );
}

function RetentionForm({ retention }: { retention: Schemas['Retention'] }) {
  const [jobDays, setJobDays] = useState(retention.jobDays);
  const [auditDays, setAuditDays] = useState(retention.auditDays);
  const save = useChange('PATCH /api/retention', () => ({ body: { jobDays, auditDays } }), { refresh: ['/api/about'], quiet: true });
  const same = jobDays === retention.jobDays && auditDays === retention.auditDays;
  return (
    <Card withBorder>
      <Title order={3} size="h5" mb="xs">
        How long it is kept
      </Title>
      <Group align="flex-end">
        <NumberInput size="xs" label="Runs and what they said, days" min={1} max={3650} value={jobDays} onChange={(value) => setJobDays(Number(value))} w={210} />
        <NumberInput size="xs" label="Audit log, days" min={1} max={3650} value={auditDays} onChange={(value) => setAuditDays(Number(value))} w={150} />
        <Button size="xs" disabled={same} loading={save.isPending} onClick={() => save.mutate()}>
          Save
        </Button>
      </Group>
      {save.isError && <Failed error={save.error} />}
      <Text size="sm" c="dimmed" mt="xs">
        Every version of an entity is kept as long as its account is configured; of a removed one everything goes after {retention.removedInstanceDays} days. What is past its time goes within the hour.
      </Text>
    </Card>
  );
}

function Backup({ size }: { size: number }) {
  const [since, setSince] = useState<number>();
  const [error, setError] = useState<unknown>();
  const take = async () => {
    setSince(Date.now());
    setError(undefined);
    try {
      download('graph.duckdb', 'application/octet-stream', await askFile('POST', '/api/backup'));
    } catch (problem) {
      setError(problem);
    } finally {
      setSince(undefined);
    }
  };
  return (
    <Card withBorder>
      <Title order={3} size="h5" mb="xs">
        Backup
      </Title>
      <Text size="sm" mb="xs">
        A copy of the whole store as it is now, {bytes(size)}. In an empty data directory, as graph.duckdb, it is one. Credentials in it are encrypted with the key of this server, which is not in it.
      </Text>
      <Group>
        <Button size="xs" loading={since !== undefined} onClick={() => void take()}>
          Download a backup
        </Button>
        {since !== undefined && <Elapsed since={since} what="Copying" />}
      </Group>
      {error !== undefined && <Failed error={error} again={() => void take()} />}
    </Card>
  );
}
