import { Alert, Button, Checkbox, Group, Menu, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue, useDisclosure, useLocalStorage } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { ApiError } from '../../shared/api.ts';
import { Editor } from '../../shared/editor.tsx';
import { Elapsed } from '../../shared/elapsed.tsx';
import { useMay } from '../../shared/me.ts';
import { asJ1ql, parametersOf } from '../../shared/parameters.ts';
import { Failed } from '../../shared/states.tsx';
import { tell } from '../../shared/tell.ts';
import { useAddress } from '../../shared/use-address.ts';
import { useAsk, useChange } from '../../shared/use-ask.ts';
import { AnswerView } from './answer-view.tsx';
import { EXAMPLES } from './examples.ts';
import { SaveQuestion } from './save-question.tsx';
import { useAnswer } from './use-answer.ts';

const KEPT = 30;
const SHOWN = 15;

/** Asks the graph, with help while one types; query, parameters and shape are in the address. */
export function QueryPage() {
  const { params, set } = useAddress();
  const q = params.get('q') ?? '';
  const [text, setText] = useState(q);
  const [past, setPast] = useLocalStorage<string[]>({ key: 'graph-zoom.queries', defaultValue: [] });
  const [saving, { open, close }] = useDisclosure();
  const may = useMay('administrator');
  const { asked, answer, error, since, ask, more, cancel, clear } = useAnswer();
  const names = useParameters(text);
  const values = Object.fromEntries([...params].flatMap(([name, value]) => (name.startsWith('p.') ? [[name.slice(2), value]] : [])));
  const missing = names.filter((name) => (values[name] ?? '') === '');
  const deleted = params.get('deleted') === '1';
  const format = useChange('POST /api/query/check', () => ({ body: { query: text, format: true } }), {
    done: ({ formatted, error: wrong }) => {
      if (formatted) setText(formatted);
      else tell(`It can be formatted as soon as it is right. ${wrong?.message ?? ''}`);
    },
  });
  /** What was asked last, answered or not. */
  const sent = useRef('');
  const askFor = (wanted: string, includeDeleted: boolean) => {
    sent.current = wanted;
    void ask({ query: wanted, variables: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typed(value)])), includeDeleted });
  };
  const send = (wanted: string) => {
    if (wanted.trim() === '') return;
    set({ q: wanted });
    setPast((list) => [wanted, ...list.filter((one) => one !== wanted)].slice(0, KEPT));
    askFor(wanted, deleted);
  };
  // A link to a query shows its answer, also when one goes back; one without a query shows none.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is in the address is asked once.
  useEffect(() => {
    if (q === sent.current) return;
    setText(q);
    if (q !== '') return askFor(q, deleted);
    sent.current = '';
    clear();
  }, [q]);
  const mistake = error instanceof ApiError && error.place ? error : undefined;
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={2}>Query</Title>
        <Group gap="xs">
          <Pick label="Examples" items={EXAMPLES.map(([label, query]) => ({ label, query }))} onPick={setText} />
          <Saved onPick={setText} />
          <Pick label="History" items={past.slice(0, SHOWN).map((query) => ({ label: query, query, mono: true }))} onPick={setText} />
          <Button size="xs" variant="default" disabled={text.trim() === ''} loading={format.isPending} onClick={() => format.mutate()}>
            Format
          </Button>
          {since === undefined ? (
            <Button size="xs" onClick={() => send(text)} disabled={text.trim() === ''}>
              Ask
            </Button>
          ) : (
            <Button size="xs" color="red.8" onClick={cancel}>
              Cancel
            </Button>
          )}
        </Group>
      </Group>
      <Editor value={text} onChange={setText} onAsk={send} />
      {names.length > 0 && (
        <Group gap="xs">
          {names.map((name) => (
            <TextInput
              key={name}
              size="xs"
              label={name}
              aria-label={`Parameter ${name}`}
              value={values[name] ?? ''}
              onChange={(event) => set({ [`p.${name}`]: event.currentTarget.value }, true)}
              onKeyDown={(event) => event.key === 'Enter' && send(text)}
            />
          ))}
        </Group>
      )}
      <Group justify="space-between" gap="xs">
        <Group gap="sm">
          <Text size="xs" c="dimmed">
            {since === undefined ? 'Ctrl-Enter asks.' : <Elapsed since={since} what="Asking" />}
          </Text>
          <Checkbox
            size="xs"
            label="Also what was deleted"
            checked={deleted}
            onChange={(event) => {
              const { checked } = event.currentTarget;
              set({ deleted: checked ? '1' : null }, true);
              if (asked && q !== '') askFor(q, checked);
            }}
          />
        </Group>
        {may && answer && (
          <Group gap="xs">
            <Button size="compact-sm" variant="subtle" onClick={open}>
              Save as question
            </Button>
            <Button size="compact-sm" variant="subtle" component={Link} to={`/rules/new?q=${encodeURIComponent(asked?.query ?? text)}`}>
              Make it a rule
            </Button>
          </Group>
        )}
      </Group>
      <SaveQuestion key={asked?.query} query={asked?.query ?? text} opened={saving} close={close} />
      {mistake ? (
        <Alert color="red" role="alert" title={`${mistake.message} (line ${mistake.place?.line}, column ${mistake.place?.column})`}>
          {missing.length > 0 ? `Give a value for ${missing.join(', ')} above.` : mistake.hint}
        </Alert>
      ) : (
        error !== undefined && <Failed error={error} again={() => send(text)} />
      )}
      {asked && answer && (error === undefined || asked.query === sent.current) && <AnswerView asked={asked} answer={answer} busy={since !== undefined} more={(all) => void more(all)} />}
    </Stack>
  );
}

/** `true`, `12` and `text` of a field as J1QL's values. */
const typed = (value: string): string | number | boolean => (value === 'true' || value === 'false' ? value === 'true' : /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : value);

/** Names of the parameters that a query has; stored ones have their values already. */
function useParameters(text: string): string[] {
  const [settled] = useDebouncedValue(text, 250);
  return parametersOf(settled);
}

function Pick({ label, items, onPick }: { label: string; items: readonly { label: string; query: string; mono?: boolean }[]; onPick: (query: string) => void }) {
  return (
    <Menu disabled={items.length === 0}>
      <Menu.Target>
        <Button size="xs" variant="default" disabled={items.length === 0}>
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown maw={620} mah={420} style={{ overflow: 'auto' }}>
        {items.map((item) => (
          <Menu.Item key={item.label} onClick={() => onPick(item.query)}>
            <Text size={item.mono ? 'xs' : 'sm'} ff={item.mono ? 'monospace' : undefined} lineClamp={2}>
              {item.label}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Questions that the account keeps. */
function Saved({ onPick }: { onPick: (query: string) => void }) {
  const questions = useAsk('GET /api/questions', {}, { staleTime: 60_000 });
  const own = questions.data?.items.filter(({ managed }) => !managed) ?? [];
  return <Pick label="Saved" items={own.flatMap(({ title, queries }) => queries.map(({ name, query }) => ({ label: queries.length > 1 ? `${title}: ${name ?? ''}` : title, query: asJ1ql(query) })))} onPick={onPick} />;
}
