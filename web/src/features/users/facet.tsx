import { Select } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { count } from '../../shared/names.ts';
import { useRows } from '../../shared/use-ask.ts';
import { facetQuery } from './user-query.ts';

/** One property to narrow down by, with how many users have each value; counted when it is opened. */
export function Facet({ name, label, params, set }: { name: string; label: string; params: URLSearchParams; set: (value: string | null) => void }) {
  const [opened, { open, close }] = useDisclosure();
  const values = useRows(facetQuery(params, name), { enabled: opened, staleTime: 60_000 });
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
      onDropdownOpen={open}
      onDropdownClose={close}
      nothingFoundMessage={values.isPending ? 'Counting' : 'None'}
      comboboxProps={{ width: 240, position: 'bottom-start' }}
    />
  );
}
