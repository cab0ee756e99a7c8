import { Button, Group, Modal, Select, Stack, TagsInput, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { Failed } from '../../shared/states.tsx';
import { useChange } from '../../shared/use-ask.ts';

const KINDS = [
  { value: 'INFORMATIVE', label: 'neither good nor bad' },
  { value: 'BAD', label: 'bad: there should be none' },
  { value: 'GOOD', label: 'good: as it should be' },
  { value: 'UNKNOWN', label: 'not known' },
];

/** Keeps a query as a question of the account. */
export function SaveQuestion({ query, opened, close }: { query: string; opened: boolean; close: () => void }) {
  const [title, setTitle] = useState('');
  const [description, setDescription] = useState('');
  const [tags, setTags] = useState<string[]>([]);
  const [kind, setKind] = useState<string | null>('INFORMATIVE');
  const save = useChange(
    'POST /api/questions',
    () => ({ body: { title: title.trim(), ...(description.trim() === '' ? {} : { description: description.trim() }), tags, queries: [{ query, resultsAre: kind ?? 'INFORMATIVE' }] } }),
    {
      refresh: ['/api/questions'],
      quiet: true,
      done: () => {
        notifications.show({ color: 'green', message: `Saved: ${title.trim()}` });
        close();
      },
    },
  );
  return (
    <Modal opened={opened} onClose={close} title="Save as a question">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack gap="sm">
          <TextInput label="Title" placeholder="Who may record in the cloud?" required value={title} onChange={(event) => setTitle(event.currentTarget.value)} data-autofocus />
          <Textarea label="What it tells" autosize minRows={2} value={description} onChange={(event) => setDescription(event.currentTarget.value)} />
          <TagsInput label="Tags" value={tags} onChange={setTags} />
          <Select label="Its rows are" data={KINDS} value={kind} onChange={setKind} allowDeselect={false} />
          {save.isError && <Failed error={save.error} />}
          <Group justify="flex-end">
            <Button type="submit" loading={save.isPending} disabled={title.trim() === ''}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
