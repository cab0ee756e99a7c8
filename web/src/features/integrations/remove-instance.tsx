import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { Schemas } from '../../shared/api.ts';
import { count } from '../../shared/names.ts';
import { Failed, Loaded } from '../../shared/states.tsx';
import { useAsk, useChange } from '../../shared/use-ask.ts';

/** Asks once more, with what will go. */
export function RemoveInstance({ instance, opened, close, onRemoved }: { instance: Schemas['ShownInstance']; opened: boolean; close: () => void; onRemoved: () => void }) {
  const { id, name } = instance;
  const counts = useAsk('GET /api/instances/:id', { params: { id } }, { enabled: opened });
  const remove = useChange('DELETE /api/instances/:id', () => ({ params: { id } }), { refresh: 'graph', quiet: true, done: onRemoved });
  return (
    <Modal opened={opened} onClose={close} title={`Remove ${name}?`}>
      <Stack>
        <Loaded of={counts} what="Counting">
          {({ counts: { entities, relationships } }) => {
            const sum = (numbers: Record<string, number>) => Object.values(numbers).reduce((total, n) => total + n, 0);
            return sum(entities) === 0 ? (
              <Text size="sm">It holds no data.</Text>
            ) : (
              <Text size="sm">
                These go with it:{' '}
                {Object.entries(entities)
                  .filter(([, n]) => n > 0)
                  .map(([type, n]) => `${count(n)} ${type}`)
                  .join(', ')}
                , and {count(sum(relationships))} relationships; its credentials too. Its rules and alerts stay.
              </Text>
            );
          }}
        </Loaded>
        <Text size="sm" c="dimmed">
          For seven days deleted entities can still be asked for; then all traces go.
        </Text>
        {remove.isError && <Failed error={remove.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            Keep it
          </Button>
          <Button color="red.8" loading={remove.isPending} onClick={() => remove.mutate()}>
            Remove
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
