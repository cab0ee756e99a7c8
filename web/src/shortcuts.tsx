import { Group, Kbd, Modal, Stack, Text } from '@mantine/core';
import { PAGES } from './pages.tsx';

const KEYS: readonly (readonly [keys: readonly string[], what: string])[] = [
  [['/'], 'Find a user, go anywhere'],
  [['Ctrl', 'K'], 'The same'],
  [['?'], 'This list'],
  [['Ctrl', 'Enter'], 'Ask, in the query editor'],
  [['Ctrl', 'Space'], 'Propose, in the query editor'],
  [['← →'], 'In the graph: the thing before, the next'],
  [['Enter'], 'In the graph: what is around it, or in a group'],
  [['+', '-', '0'], 'In the graph: nearer, farther, all of it'],
];

/** What the keyboard can do. */
export const Shortcuts = ({ close }: { close: () => void }) => (
  <Modal opened onClose={close} title="Keyboard shortcuts">
    <Stack gap={6}>
      {[...KEYS, ...PAGES.map(({ letter, label }) => [['g', letter], `Go to ${label}`] as const)].map(([keys, what]) => (
        <Group key={what} justify="space-between">
          <Text size="sm">{what}</Text>
          <Group gap={4}>
            {keys.map((key) => (
              <Kbd key={key}>{key}</Kbd>
            ))}
          </Group>
        </Group>
      ))}
    </Stack>
  </Modal>
);
