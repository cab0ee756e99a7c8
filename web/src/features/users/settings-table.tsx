import { Group, Stack, Switch, Table, Text, TextInput, Title, Tooltip } from '@mantine/core';
import { useMemo } from 'react';
import type { Schemas, Vertex } from '../../shared/api.ts';
import { counted, humanName } from '../../shared/names.ts';
import { Empty, Loaded } from '../../shared/states.tsx';
import { useAddress } from '../../shared/use-address.ts';
import { useAsk } from '../../shared/use-ask.ts';
import { textOf, Value } from '../../shared/value.tsx';

type Property = Schemas['ModelProperty'];
type Usual = Schemas['Usual'];

const SETTINGS = 'settings:';
/** Whether two values are one; what is unknown on both sides is. */
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

interface Line extends Property {
  section: string;
  label: string;
}

/** The settings that Zoom told of a user, by section, each beside the value that most others have, or beside somebody else's. */
export function SettingsTable({ entity, other }: { entity: Vertex; other?: Vertex | undefined }) {
  const { params, set } = useAddress();
  const model = useAsk('GET /api/model', {}, { staleTime: Number.POSITIVE_INFINITY });
  const lines = useMemo(() => linesOf(model.data?.types.zoom_user?.properties ?? [], entity, other), [model.data, entity, other]);
  const usual = useAsk('POST /api/usual', { body: { type: 'zoom_user', properties: lines.map(({ name }) => name) } }, { enabled: lines.length > 0, staleTime: 300_000 });
  const words = (params.get('find') ?? '').toLowerCase();
  const onlyDifferent = params.get('different') === '1';
  return (
    <Loaded of={model}>
      {() => {
        const differs = ({ name }: Line) => (other ? !same(entity.properties[name], other.properties[name]) : usual.data?.values[name] !== undefined && !same(entity.properties[name], usual.data.values[name].value));
        const shown = lines.filter((line) => (!onlyDifferent || differs(line)) && `${line.name} ${line.label} ${line.description}`.toLowerCase().includes(words));
        const sections = [...new Set(shown.map(({ section }) => section))].sort((a, b) => Number(a === 'general') - Number(b === 'general'));
        return (
          <Stack gap="sm">
            <Group>
              <TextInput
                size="xs"
                w={240}
                placeholder={`Find among ${counted(lines.length, 'setting')}`}
                aria-label="Find a setting"
                value={params.get('find') ?? ''}
                onChange={(event) => set({ find: event.currentTarget.value }, true)}
              />
              <Switch label={other ? 'Only what differs' : 'Only what is unusual'} checked={onlyDifferent} onChange={(event) => set({ different: event.currentTarget.checked ? '1' : null }, true)} />
              <Text size="sm" c="dimmed">
                {usual.isPending && !other ? 'Comparing with all users' : `${lines.filter(differs).length} ${other ? 'differ' : 'are unlike most'}`}
              </Text>
            </Group>
            {lines.length === 0 && <Empty title="Zoom told no settings of this user">They are read from active users only, with the scope for user settings; unknown is not off.</Empty>}
            {lines.length > 0 && shown.length === 0 && <Empty title="No setting is so">{onlyDifferent ? 'Everything is as usual.' : 'Fewer letters find more.'}</Empty>}
            {sections.map((section) => (
              <div key={section}>
                <Title order={3} size="h6" mb={4}>
                  {humanName(section)}
                </Title>
                <Table fz="sm" verticalSpacing={4} layout="fixed">
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th w="40%">Setting</Table.Th>
                      <Table.Th>{other ? String(entity.entity.displayName) : 'Value'}</Table.Th>
                      <Table.Th>{other ? String(other.entity.displayName) : 'Usual'}</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {shown
                      .filter((line) => line.section === section)
                      .map((line) => (
                        <SettingRow
                          key={line.name}
                          line={line}
                          value={entity.properties[line.name]}
                          different={differs(line)}
                          beside={other ? <Value value={other.properties[line.name]} /> : <UsualValue line={line} usual={usual.data} />}
                        />
                      ))}
                  </Table.Tbody>
                </Table>
              </div>
            ))}
          </Stack>
        );
      }}
    </Loaded>
  );
}

function SettingRow({ line: { name, label, description }, value, different, beside }: { line: Line; value: unknown; different: boolean; beside: React.ReactNode }) {
  return (
    <Table.Tr className={different ? 'different' : undefined}>
      <Table.Td>
        <Tooltip label={`${description} (${name})`} multiline w={340} openDelay={300}>
          <span>{label}</span>
        </Tooltip>
      </Table.Td>
      <Table.Td style={{ overflowWrap: 'anywhere' }} fw={different ? 700 : undefined}>
        <Value value={value} />
      </Table.Td>
      <Table.Td style={{ overflowWrap: 'anywhere' }} c="dimmed">
        {beside}
      </Table.Td>
    </Table.Tr>
  );
}

/** What most have, and how many of those that are known. */
function UsualValue({ line: { name }, usual }: { line: Line; usual: Usual | undefined }) {
  const one = usual?.values[name];
  if (!one) return null;
  return (
    <>
      {textOf(one.value)}{' '}
      <Text span size="xs" c="dimmed">
        {Math.round((one.count / one.known) * 100)} %
      </Text>
    </>
  );
}

/** Settings that one of the two has, in the order of Zoom's pages. */
function linesOf(properties: readonly Property[], entity: Vertex, other: Vertex | undefined): Line[] {
  return properties.flatMap((property) => {
    const path = property.from?.startsWith(SETTINGS) ? property.from.slice(SETTINGS.length) : undefined;
    if (path === undefined || (entity.properties[property.name] === undefined && other?.properties[property.name] === undefined)) return [];
    const [first = '', ...rest] = path.split('.');
    // What stands in no section of Zoom's stands together.
    return [{ ...property, section: rest.length === 0 ? 'general' : first, label: humanName(rest.join(' ') || first) }];
  });
}
