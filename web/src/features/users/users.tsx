import { Anchor, Button, Group, MultiSelect, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback, useLocalStorage } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { Link } from 'react-router';
import { type Cell, query, queryLink } from '../../shared/api.ts';
import { counted } from '../../shared/names.ts';
import { Busy, Empty, Failed } from '../../shared/states.tsx';
import { useAddress } from '../../shared/use-address.ts';
import { useAsk } from '../../shared/use-ask.ts';
import { Facet } from './facet.tsx';
import { ListTabs } from './tabs.tsx';
import { FACETS, filtersOf, PERSON_COLUMNS, usersQuery } from './user-query.ts';
import { UserTable } from './user-table.tsx';

const PAGE = 200;
const TYPING_MS = 250;
const DEFAULT_COLUMNS = ['email', 'status', 'license', 'roleName', 'employeeDepartment', 'loginMethods', 'lastLoginTime'];

/** Users with facets, columns of one's choice and the employee behind each; all of it is in the address. */
export function Users() {
  const { params, set, clear } = useAddress();
  const [columns, setColumns] = useLocalStorage<string[]>({ key: 'graph-zoom.user-columns', defaultValue: DEFAULT_COLUMNS, getInitialValueInEffect: false });
  const [search, setSearch] = useState(params.get('search') ?? '');
  const model = useAsk('GET /api/model', {}, { staleTime: Number.POSITIVE_INFINITY });
  const known = useMemo(() => [...new Set([...PERSON_COLUMNS, ...(model.data?.types.zoom_user?.properties.map(({ name }) => name) ?? DEFAULT_COLUMNS)])], [model.data]);
  // The address may have changed without this field: by the search above, or by going back.
  const inAddress = params.get('search') ?? '';
  useEffect(() => setSearch(inAddress), [inAddress]);

  const text = usersQuery(params, columns);
  const users = useInfiniteQuery({
    queryKey: ['POST /api/query', 'users', text],
    queryFn: ({ signal, pageParam }) => query(text, { pageSize: PAGE, ...(pageParam === '' ? { total: true } : { cursor: pageParam }), signal }),
    initialPageParam: '',
    getNextPageParam: (page) => (page.type === 'table' ? page.cursor : undefined),
    placeholderData: (before) => before,
  });
  const rows = useMemo(() => users.data?.pages.flatMap(({ data }) => data as unknown as Record<string, Cell>[]) ?? [], [users.data]);
  const total = users.data?.pages[0]?.total;
  const find = useDebouncedCallback((words: string) => set({ search: words }, true), TYPING_MS);
  const sort = params.get('sort') ?? 'displayName';
  const descending = params.get('desc') === '1';
  const more = users.hasNextPage && !users.isFetchingNextPage ? () => void users.fetchNextPage() : undefined;
  return (
    <Stack gap="sm">
      <ListTabs active="users" />
      <Group gap="xs" align="flex-end">
        <TextInput
          size="xs"
          label="Find"
          placeholder="Name, e-mail, department"
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value);
            find(event.currentTarget.value);
          }}
          w={170}
        />
        {FACETS.map(([name, label]) => (
          <Facet key={name} name={name} label={label} params={params} set={(value) => set({ [name]: value })} />
        ))}
        {filtersOf(params)
          .filter(([name]) => !FACETS.some(([facet]) => facet === name))
          .map(([name, value]) => (
            <Button key={name} size="xs" variant="light" onClick={() => set({ [name]: null })} aria-label={`Without ${name}`}>
              {name}: {value} ✕
            </Button>
          ))}
      </Group>
      <Group justify="space-between" align="flex-end">
        <Text size="sm" c="dimmed" aria-live="polite">
          {total === undefined ? ' ' : counted(total, 'user')}
          {users.isFetching && total !== undefined ? ', looking' : ''}
        </Text>
        <Group gap="xs" align="flex-end">
          <MultiSelect
            size="xs"
            aria-label="Columns"
            renderPill={() => null}
            placeholder={`Columns (${columns.length})`}
            data={known}
            value={columns}
            onChange={setColumns}
            w={230}
            searchable
            limit={60}
            comboboxProps={{ width: 320, position: 'bottom-end' }}
          />
          <Button size="xs" variant="subtle" component={Link} to={queryLink(text)}>
            Open as query
          </Button>
        </Group>
      </Group>
      {users.isError ? (
        <Failed error={users.error} again={() => void users.refetch()} />
      ) : users.isPending ? (
        <Busy what="Finding users" />
      ) : rows.length === 0 ? (
        filtersOf(params).length === 0 && inAddress === '' ? (
          <Empty title="There are no users yet">
            They come with the first run of an account:{' '}
            <Anchor component={Link} to="/integrations" underline="always">
              integrations
            </Anchor>
            .
          </Empty>
        ) : (
          <Empty title="Nobody is like that">
            Take a filter away.{' '}
            <Button size="compact-sm" variant="subtle" onClick={clear}>
              All filters away
            </Button>
          </Empty>
        )
      ) : (
        <UserTable
          columns={columns}
          rows={rows}
          total={total ?? rows.length}
          sort={sort}
          descending={descending}
          onSort={(column) => set({ sort: column === 'displayName' ? null : column, desc: sort === column && !descending ? '1' : null })}
          more={more}
        />
      )}
    </Stack>
  );
}
