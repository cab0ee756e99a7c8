import { Alert, Button, Checkbox, FileButton, Group, Select, SimpleGrid, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schemas } from '../../shared/api.ts';
import { count, humanName } from '../../shared/names.ts';
import { Empty, Failed, Loaded } from '../../shared/states.tsx';
import { useAsk, useChange } from '../../shared/use-ask.ts';
import { textOf } from '../../shared/value.tsx';
import { Wide } from '../../shared/wide.tsx';

const NONE = '(none)';
const SHOWN = 8;

interface FileInput {
  name: string;
  text: string;
}

/** A file of employees: which column is what, what it would change, then the import. */
export function ImportPeople({ onDone }: { onDone: () => void }) {
  const [file, setFile] = useState<FileInput>();
  const [over, setOver] = useState(false);
  const take = async (chosen: File | null | undefined) => {
    if (chosen) setFile({ name: chosen.name, text: await chosen.text() });
  };
  if (file) return <Mapping file={file} onDone={onDone} onOther={() => setFile(undefined)} />;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is one way; the button is the other.
    <div
      className="drop"
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void take(event.dataTransfer.files[0]);
      }}
    >
      <Empty title="A file of employees">
        CSV with the names of the columns in its first line, or JSON: a list of objects. An export of Workday, BambooHR, Personio, Okta, Entra ID or Google fits; salaries, birthdays and other things that no security
        graph should know are left out.
        <Group justify="center" mt="md">
          <FileButton onChange={(chosen) => void take(chosen)} accept=".csv,.tsv,.txt,.json">
            {(props) => <Button {...props}>Choose a file</Button>}
          </FileButton>
          <Button variant="default" onClick={onDone}>
            Not now
          </Button>
        </Group>
      </Empty>
    </div>
  );
}

function Mapping({ file, onDone, onOther }: { file: FileInput; onDone: () => void; onOther: () => void }) {
  const [columns, setColumns] = useState<Record<string, string>>({});
  const [partial, setPartial] = useState(false);
  const [scope, setScope] = useState('people');
  const body = { ...file, columns, partial, scope: scope.trim() || 'people' };
  const preview = useAsk('POST /api/people/preview', { body }, { placeholderData: keepPreviousData, retry: false, staleTime: 0 });
  const save = useChange('POST /api/people/import', () => ({ body }), {
    refresh: 'graph',
    quiet: true,
    done: ({ changes, joins }) => {
      notifications.show({ color: 'green', message: `${count(changes.created)} new, ${count(changes.updated)} changed, ${count(changes.deleted)} gone; ${count(joins.joined)} Zoom users are an employee.` });
      onDone();
    },
  });
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={3} size="h4">
          {file.name}
        </Title>
        <Button size="xs" variant="subtle" onClick={onOther}>
          Another file
        </Button>
      </Group>
      <Loaded of={preview} what="Reading the file">
        {(found) => (
          <Stack>
            <Fields preview={found} columns={columns} onChange={setColumns} />
            <Group align="flex-end">
              <Checkbox label="The file has only some of the employees: nobody is removed" checked={partial} onChange={(event) => setPartial(event.currentTarget.checked)} />
              <TextInput size="xs" label="Name of the list" description="Give several lists different names" value={scope} onChange={(event) => setScope(event.currentTarget.value)} w={220} />
            </Group>
            <Changes preview={found} />
            {save.isError && <Failed error={save.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={onDone}>
                Cancel
              </Button>
              <Button loading={save.isPending} disabled={found.employees === 0 || found.unclear.length > 0} onClick={() => save.mutate()}>
                Import {count(found.employees)} employees
              </Button>
            </Group>
          </Stack>
        )}
      </Loaded>
    </Stack>
  );
}

/** Which column gives which field; what is not recognised can be said. */
function Fields({
  preview: { fields, headers, columns: found, unclear, others, dropped },
  columns,
  onChange,
}: {
  preview: Schemas['PeoplePreview'];
  columns: Record<string, string>;
  onChange: (columns: Record<string, string>) => void;
}) {
  const options = [NONE, ...headers.filter((header) => header !== '')];
  return (
    <div>
      <Title order={4} size="h5" mb="xs">
        Which column is what
      </Title>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="xs" verticalSpacing={6}>
        {fields.map((field) => {
          const question = unclear.find((one) => one.field === field);
          return (
            <Select
              key={field}
              size="xs"
              label={humanName(field)}
              data={options}
              value={found[field] ?? NONE}
              allowDeselect={false}
              searchable
              error={question ? `Which one: ${question.columns.join(' or ')}?` : undefined}
              onChange={(value) => onChange({ ...columns, [field]: value === NONE || value === null ? '' : value })}
            />
          );
        })}
      </SimpleGrid>
      {others.length > 0 && (
        <Text size="sm" c="dimmed" mt="xs">
          Kept under their own names: {others.join(', ')}.
        </Text>
      )}
      {dropped.length > 0 && (
        <Text size="sm" c="dimmed">
          Left out, for no security graph should know them: {dropped.join(', ')}.
        </Text>
      )}
    </div>
  );
}

/** What would change, and which lines cannot be used. */
function Changes({ preview: { employees, rows, bad, badCount, counts, changes, columns, sample } }: { preview: Schemas['PeoplePreview'] }) {
  if (columns.email === undefined && columns.employeeId === undefined) return <Alert color="orange">Say which column has e-mail addresses or employee ids: without one of them nobody can be matched.</Alert>;
  const shown = ['displayName', 'email', 'employeeId', 'title', 'department', 'manager', 'active'].filter((name) => sample.some((one) => one[name] !== undefined));
  return (
    <Stack gap="xs">
      <Title order={4} size="h5">
        What would change
      </Title>
      <Text size="sm">
        {count(employees)} employees in {count(rows)} lines: <b>{count(counts.created)}</b> new, <b>{count(counts.updated)}</b> changed, <b>{count(counts.deleted)}</b> gone,{' '}
        {count(employees - counts.created - counts.updated)} as before.
      </Text>
      {counts.deleted > 0 && (
        <Alert color="orange" p="xs">
          {changes
            .filter(({ operation }) => operation === 'deleted')
            .slice(0, SHOWN)
            .map(({ name }) => name)
            .join(', ')}{' '}
          {counts.deleted > SHOWN ? 'and others ' : ''}would be removed: the file is taken for all employees of this list.
        </Alert>
      )}
      {badCount > 0 && (
        <Alert color="orange" p="xs" title={`${count(badCount)} lines cannot be used`}>
          {bad.slice(0, SHOWN).map(({ line, reason }) => (
            <Text key={line} size="sm">
              Line {line}: {reason}
            </Text>
          ))}
        </Alert>
      )}
      {sample.length > 0 && (
        <Wide minWidth={600}>
          <Table fz="sm" verticalSpacing={4}>
            <Table.Thead>
              <Table.Tr>
                {shown.map((name) => (
                  <Table.Th key={name}>{humanName(name)}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {sample.slice(0, SHOWN).map((one) => (
                <Table.Tr key={String(one._key)}>
                  {shown.map((name) => (
                    <Table.Td key={name} className="cell">
                      <bdi>{textOf(one[name])}</bdi>
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Wide>
      )}
    </Stack>
  );
}
