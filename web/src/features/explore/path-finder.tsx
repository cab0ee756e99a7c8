import { Alert, Button, Modal, Select, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { hasWords } from '../../shared/api.ts';
import type { Thing } from '../../shared/graph/types.ts';
import { Failed } from '../../shared/states.tsx';
import { useRows } from '../../shared/use-ask.ts';
import { textOf } from '../../shared/value.tsx';
import { pathsBetween } from './fetch-graph.ts';

/** The shortest ways from one thing to another. */
export function PathFinder({ from, onFound, close }: { from: Thing; onFound: (ids: string[]) => void; close: () => void }) {
  const [words, setWords] = useState('');
  const [settled] = useDebouncedValue(words, 200);
  const [to, setTo] = useState<string | null>(null);
  const text = `FIND * WITH ${hasWords(settled.trim())} AS a RETURN a._id AS id, a.displayName AS name, a._type AS type ORDER BY a.displayName LIMIT 20`;
  const found = useRows(text, { enabled: settled.trim() !== '', placeholderData: keepPreviousData });
  const paths = useMutation({
    mutationFn: (target: string) => pathsBetween(from.id, target),
    onSuccess: (piece) => {
      if (!piece) return;
      onFound(piece.things.map(({ id }) => id));
      close();
    },
  });
  const data = (found.data ?? []).filter(({ id }) => id !== from.id).map(({ id, name, type }) => ({ value: String(id), label: `${textOf(name)} (${textOf(type)})` }));
  return (
    <Modal opened onClose={close} title={`How ${from.name} is connected with`}>
      <Stack>
        <Select
          label="Whom or what"
          placeholder="Name or e-mail"
          searchable
          data={data}
          value={to}
          onChange={setTo}
          onSearchChange={setWords}
          filter={({ options }) => options}
          nothingFoundMessage={settled.trim() === '' ? 'Type a name' : 'Nobody'}
          data-autofocus
        />
        <Text size="sm" c="dimmed">
          The shortest ways, of up to four steps. Nearly everybody is connected by the account.
        </Text>
        {paths.isError && <Failed error={paths.error} />}
        {paths.isSuccess && paths.data === undefined && <Alert color="gray">They are not connected by four steps or fewer.</Alert>}
        <Button disabled={to === null} loading={paths.isPending} onClick={() => to !== null && paths.mutate(to)}>
          Find it
        </Button>
      </Stack>
    </Modal>
  );
}
