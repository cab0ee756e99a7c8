import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { queryRows } from '../../shared/api.ts';
import { count } from '../../shared/names.ts';
import { facetQuery } from './user-query.ts';

/** One property to narrow down by, with how many users have each value; counted when it is opened. */
export function Facet({ name, label, params, set }: { name: string; label: string; params: URLSearchParams; set: (value: string | null) => void }) {
  const text = facetQuery(params, name);
  const values = useQuery({ queryKey: ['POST /api/query', text], queryFn: ({ signal }) => queryRows(text, { signal }), staleTime: 60_000 });
  const chosen = params.get(name);
  const counted = (values.data ?? []).map(({ value, n }) => ({ value: String(value), label: `${String(value)} (${count(Number(n))})` }));
  const data = chosen === null || counted.some(({ value }) => value === chosen) ? counted : [{ value: chosen, label: chosen }, ...counted];
  return (
    <Select
      label={label}
      size="xs"
      w={132}
      clearable
      searchable={data.length > 8}
      placeholder="any"
      data={data}
      value={chosen}
      onChange={set}
      nothingFoundMessage={values.isPending ? 'Counting' : 'None'}
      comboboxProps={{ width: 240, position: 'bottom-start' }}
    />
  );
}
