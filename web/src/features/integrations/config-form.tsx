import { Alert, Button, Checkbox, Collapse, Grid, Group, NumberInput, PasswordInput, SegmentedControl, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useRef, useState } from 'react';
import { ApiError, ask, type Schemas } from '../../shared/api.ts';
import { Elapsed } from '../../shared/elapsed.tsx';
import { Failed } from '../../shared/states.tsx';
import { tell } from '../../shared/tell.ts';
import { useChange } from '../../shared/use-ask.ts';
import { ProbeOutcome } from './probe-result.tsx';
import { SetupGuide, type Way } from './setup-guide.tsx';
import { INTERVALS } from './words.ts';

type Field = Schemas['ConfigField'];
type Config = Record<string, unknown>;

/** Which fields belong to which kind of credentials. */
const OF_WAY: Record<Way, string[]> = { 'server-to-server': ['accountId', 'clientId', 'clientSecret'], oauth: ['clientId', 'clientSecret'], token: ['accessToken'] };
const CREDENTIALS = [...new Set(Object.values(OF_WAY).flat()), 'refreshToken', 'scopes'];
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const WAYS = [
  { value: 'server-to-server', label: 'Server-to-Server OAuth' },
  { value: 'oauth', label: 'Connect with Zoom' },
  { value: 'token', label: 'Access token' },
];

const wayOf = (config: Config): Way => (config.accessToken ? 'token' : config.accountId ? 'server-to-server' : config.refreshToken || config.clientId ? 'oauth' : 'server-to-server');

/** The form of an account, new or to be changed, with what to do at Zoom beside it. */
export function ConfigForm({ definition, instance, onDone }: { definition: Schemas['Definition']; instance?: Schemas['ShownInstance']; onDone: (id: string) => void }) {
  const [name, setName] = useState(instance?.name ?? '');
  const [description, setDescription] = useState(instance?.description ?? '');
  const [polling, setPolling] = useState<Schemas['Polling']>(instance?.polling ?? { interval: 'ONE_DAY' });
  const [config, setConfig] = useState<Config>({ ...instance?.config });
  const [way, setWay] = useState<Way>(wayOf(config));
  const [more, { toggle }] = useDisclosure(false);
  const tags = (config['@tag'] ?? {}) as Record<string, unknown>;
  const set = (key: string, value: unknown) => setConfig((before) => ({ ...before, [key]: value }));

  // Credentials of another kind are left out, not kept beside.
  const unused = CREDENTIALS.filter((key) => !OF_WAY[way].includes(key) && !(way === 'oauth' && key === 'refreshToken'));
  const given = Object.fromEntries(Object.entries(config).filter(([key, value]) => value !== '' && value !== undefined && !unused.includes(key)));
  const body = { name: name.trim(), config: given, polling: pollingOf(polling), description: description.trim() };
  const testing = useRef<AbortController>(undefined);
  const test = useChange('POST /api/instances/test', () => ({ body: { config: given, ...(instance ? { instanceId: instance.id } : {}) }, signal: testing.current?.signal }), { quiet: true });
  const connect = async (id: string) => {
    // Zoom asks the person, and sends the browser back here.
    const { url } = await ask('POST /oauth/zoom/start', { body: { instance: id } });
    location.assign(url);
  };
  const after = async ({ id }: { id: string }) => {
    try {
      if (way === 'oauth' && !config.refreshToken) return await connect(id);
      if (!instance) await ask('POST /api/instances/:id/run', { params: { id }, body: {} });
    } catch (problem) {
      // It is kept; what comes after can be done from its own page. The schedule may have begun its run already.
      if (!(problem instanceof ApiError && problem.code === 'job-running')) tell(problem);
    }
    onDone(id);
  };
  const add = useChange('POST /api/instances', () => ({ body: { ...body, ...(body.description === '' ? { description: undefined } : {}), definitionId: definition.id } }), {
    refresh: ['/api/instances'],
    quiet: true,
    done: (made) => void after(made),
  });
  const change = useChange('PATCH /api/instances/:id', () => ({ params: { id: instance?.id ?? '' }, body }), { refresh: ['/api/instances'], quiet: true, done: (made) => void after(made) });
  const save = instance ? change : add;
  const tryIt = () => {
    save.reset();
    testing.current = new AbortController();
    test.mutate();
  };
  const giveUp = () => {
    testing.current?.abort();
    test.reset();
  };
  const error = save.error ?? test.error;
  const fields = definition.configFields.filter(({ key }) => OF_WAY[way].includes(key));
  const others = definition.configFields.filter(({ key }) => !CREDENTIALS.includes(key));
  const one = (field: Field) => <FieldInput key={field.key} field={field} value={config[field.key]} onChange={(value) => set(field.key, value)} required={OF_WAY[way].includes(field.key)} />;

  return (
    <Grid gap="xl">
      <Grid.Col span={{ base: 12, md: 7 }}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            test.reset();
            save.mutate();
          }}
        >
          <Stack gap="sm">
            <TextInput label="Account name" description="How this account is called here." required value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
            <Checkbox label="Write the account name into every entity as tag.AccountName" checked={tags.AccountName === true} onChange={(event) => set('@tag', { ...tags, AccountName: event.currentTarget.checked })} />
            <Textarea label="Description" autosize minRows={1} value={description} onChange={(event) => setDescription(event.currentTarget.value)} />
            <Group align="flex-end" gap="sm">
              <Select
                label="Polling interval"
                w={230}
                data={Object.entries(INTERVALS).map(([value, label]) => ({ value, label }))}
                value={polling.interval}
                onChange={(value) => setPolling({ ...polling, interval: (value ?? 'ONE_DAY') as Schemas['PollingInterval'] })}
                allowDeselect={false}
              />
              {polling.interval === 'ONE_WEEK' && (
                <Select
                  label="Day"
                  w={140}
                  clearable
                  data={DAYS.map((label, value) => ({ value: String(value), label }))}
                  value={polling.dayOfWeek === undefined ? null : String(polling.dayOfWeek)}
                  onChange={(value) => setPolling({ ...polling, dayOfWeek: value === null ? undefined : Number(value) })}
                />
              )}
              {(polling.interval === 'ONE_DAY' || polling.interval === 'ONE_WEEK') && (
                <NumberInput label="Hour" w={90} min={0} max={23} value={polling.hour ?? ''} onChange={(value) => setPolling({ ...polling, hour: value === '' ? undefined : Number(value) })} />
              )}
            </Group>
            <div>
              <Text size="sm" fw={500} mb={4}>
                Credentials
              </Text>
              <SegmentedControl value={way} onChange={(value) => setWay(value as Way)} data={WAYS} size="xs" />
            </div>
            {fields.map(one)}
            {way === 'oauth' && <Alert color="blue">{config.refreshToken ? 'It is connected. Saving keeps the connection.' : 'Saving leads to Zoom, where you agree, and back.'}</Alert>}
            <Button variant="subtle" size="compact-sm" onClick={toggle} style={{ alignSelf: 'flex-start' }} aria-expanded={more}>
              {more ? 'Fewer settings' : 'More settings: plan, rate limits, addresses, JupiterOne'}
            </Button>
            <Collapse expanded={more}>
              <Stack gap="sm">{others.map(one)}</Stack>
            </Collapse>
            {error && <Failed error={error} />}
            {test.data && !save.isError && <ProbeOutcome result={test.data} />}
            <Group justify="flex-end">
              {(way !== 'oauth' || config.refreshToken !== undefined) && (
                <>
                  {test.isPending && (
                    <Text size="sm" c="dimmed">
                      <Elapsed since={test.submittedAt} what="Asking Zoom for each part once" />
                    </Text>
                  )}
                  <Button variant="default" onClick={test.isPending ? giveUp : tryIt}>
                    {test.isPending ? 'Cancel' : 'Test connection'}
                  </Button>
                </>
              )}
              <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>
                {way === 'oauth' && !config.refreshToken ? 'Save and connect with Zoom' : instance ? 'Save' : 'Add and run'}
              </Button>
            </Group>
          </Stack>
        </form>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 5 }}>
        <SetupGuide way={way} />
      </Grid.Col>
    </Grid>
  );
}

const pollingOf = ({ interval, hour, dayOfWeek, timeZone }: Schemas['Polling']): object => ({
  interval,
  ...(hour === undefined || (interval !== 'ONE_DAY' && interval !== 'ONE_WEEK') ? {} : { hour }),
  ...(dayOfWeek === undefined || interval !== 'ONE_WEEK' ? {} : { dayOfWeek }),
  ...(timeZone === undefined ? {} : { timeZone }),
});

/** One field of a configuration by what its definition says of it. Secrets are never shown again: their mask, left as it is, keeps them. */
function FieldInput({ field, value, onChange, required }: { field: Field; value: unknown; onChange: (value: unknown) => void; required: boolean }) {
  const common = { label: field.displayName, description: field.description, required };
  const text = typeof value === 'string' ? value : '';
  if (field.type === 'boolean') return <Checkbox label={field.displayName} description={field.description} checked={(value ?? field.defaultValue) === true} onChange={(event) => onChange(event.currentTarget.checked)} />;
  if (field.options)
    return (
      <Select
        {...common}
        clearable
        data={field.options.map((option) => ({ ...option }))}
        placeholder={String(field.defaultValue ?? '')}
        value={text === '' ? null : text}
        onChange={(next) => onChange(next ?? undefined)}
      />
    );
  if (field.mask) return <PasswordInput {...common} autoComplete="off" value={text} onFocus={(event) => event.currentTarget.select()} onChange={(event) => onChange(event.currentTarget.value)} />;
  return <TextInput {...common} placeholder={String(field.defaultValue ?? '')} value={text} onChange={(event) => onChange(event.currentTarget.value)} />;
}
