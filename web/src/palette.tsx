import '@mantine/spotlight/styles.css';
import { useDebouncedValue } from '@mantine/hooks';
import { createSpotlight, Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { keepPreviousData } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { PAGES } from './pages.tsx';
import { hasWords } from './shared/api.ts';
import { nameOf, pageOf, single, typeName } from './shared/names.ts';
import { useAsk, useRows } from './shared/use-ask.ts';
import { textOf } from './shared/value.tsx';

const SHOWN = 8;
const [store, palette] = createSpotlight();

/** Goes anywhere by a few letters: people, groups, roles, questions, rules, pages. */
export function Palette({ close }: { close: () => void }) {
  const [words, setWords] = useState('');
  const [settled] = useDebouncedValue(words.trim(), 150);
  const navigate = useNavigate();
  useEffect(() => palette.open(), []);
  const text = `FIND * WITH ${hasWords(settled)} AS a RETURN a._id AS id, a._type AS type, a.displayName AS name, a.email AS email ORDER BY a.displayName LIMIT ${SHOWN}`;
  const things = useRows(text, { enabled: settled.length > 1, placeholderData: keepPreviousData });
  const questions = useAsk('GET /api/questions', {}, { staleTime: 60_000 });
  const rules = useAsk('GET /api/rules', { search: { limit: 1000 } }, { staleTime: 60_000 });
  const fits = (label: string) =>
    settled
      .toLowerCase()
      .split(/\s+/)
      .every((word) => label.toLowerCase().includes(word));
  const to = (path: string) => () => void navigate(path);
  const found: SpotlightActionGroupData[] = [
    {
      group: 'In the graph',
      actions:
        settled.length > 1
          ? (things.data ?? []).map(({ id, type, name, email }) => ({
              id: String(id),
              label: nameOf(name),
              description: `${typeName(single(type))}${email ? `, ${textOf(email)}` : ''}`,
              onClick: to(pageOf(single(type), String(id))),
            }))
          : [],
    },
    { group: 'Pages', actions: PAGES.filter(({ label }) => fits(label)).map(({ label, path, icon }) => ({ id: path, label, leftSection: icon, onClick: to(path) })) },
    {
      group: 'Lists',
      actions: settled.length > 1 ? [{ id: 'users', label: `Users with "${settled}"`, onClick: to(`/users?search=${encodeURIComponent(settled)}`) }] : [],
    },
    {
      group: 'Questions',
      actions:
        settled === ''
          ? []
          : (questions.data?.items ?? [])
              .filter(({ title }) => fits(title))
              .slice(0, SHOWN)
              .map(({ id, title }) => ({ id: `question ${id}`, label: title, onClick: to(`/questions?id=${encodeURIComponent(id)}`) })),
    },
    {
      group: 'Rules',
      actions:
        settled === ''
          ? []
          : (rules.data?.items ?? [])
              .filter(({ name }) => fits(name))
              .slice(0, SHOWN)
              .map(({ id, name }) => ({ id: `rule ${id}`, label: name, onClick: to(`/rules/${id}`) })),
    },
  ];
  /** Enter goes to the first where none is marked, for marks are lost when other things are found; not to what was found for fewer letters. */
  const goFirst = (event: React.KeyboardEvent) => {
    const first = found.flatMap(({ actions }) => actions)[0];
    if (event.key !== 'Enter' || document.querySelector('[data-action][data-selected]') || !first?.onClick || words.trim() !== settled || things.isFetching) return;
    event.preventDefault();
    palette.close();
    (first.onClick as () => void)();
  };
  return (
    <Spotlight
      store={store}
      shortcut={null}
      actions={found.filter(({ actions }) => actions.length > 0)}
      query={words}
      onQueryChange={setWords}
      filter={(_query, actions) => actions}
      onSpotlightClose={close}
      nothingFound={things.isFetching ? 'Looking' : 'Nothing has these letters'}
      searchProps={{ placeholder: 'A name, an e-mail address, a question, a page', 'aria-label': 'Find', onKeyDown: goFirst }}
      scrollable
      maxHeight={440}
    />
  );
}
