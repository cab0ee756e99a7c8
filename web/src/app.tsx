import { ActionIcon, Alert, Anchor, AppShell, Badge, Burger, Button, Group, Kbd, Menu, NavLink, Text, Title, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { IconKeyboard, IconMoon, IconSearch, IconSun, IconUser } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { Link, Route, Routes, useLocation, useNavigate } from 'react-router';
import { isOf, PAGES } from './pages.tsx';
import { chunk } from './shared/chunk.ts';
import { useLive } from './shared/live.ts';
import { useMe } from './shared/me.ts';
import { Busy, Empty, Guard } from './shared/states.tsx';
import { useAsk, useChange } from './shared/use-ask.ts';

const fetchPalette = chunk(() => import('./palette.tsx').then((module) => ({ default: module.Palette })));
const Palette = lazy(fetchPalette);
const Shortcuts = lazy(chunk(() => import('./shortcuts.tsx').then((module) => ({ default: module.Shortcuts }))));

/** Within so long after `g` a letter goes to a page. */
const LETTER_MS = 1_200;
const COUNTED = 100;
/** The search is fetched when the page has been drawn, before somebody wants it. */
const PALETTE_MS = 1_500;

/** The frame around every page. */
export function App() {
  const [opened, { toggle, close }] = useDisclosure();
  const [palette, setPalette] = useState(false);
  const [help, setHelp] = useState(false);
  const { pathname } = useLocation();
  const page = PAGES.find((one) => isOf(one, pathname));
  const silent = useLive();
  useLetters();
  useHotkeys([
    ['/', () => setPalette(true)],
    ['mod+k', () => setPalette(true)],
    ['shift+?', () => setHelp(true)],
    ['?', () => setHelp(true)],
  ]);
  useEffect(() => {
    document.title = page ? `${page.label} · graph-zoom` : 'graph-zoom';
  }, [page]);
  // Letters that are typed at once must not be lost.
  useEffect(() => {
    const timer = setTimeout(() => void fetchPalette().catch(() => undefined), PALETTE_MS);
    return () => clearTimeout(timer);
  }, []);
  const active = useAsk('GET /api/alerts', { search: { status: 'ACTIVE', limit: COUNTED } }, { refetchInterval: 60_000 });
  const count = active.data?.items.length ?? 0;
  return (
    <AppShell header={{ height: 56 }} navbar={{ width: 210, breakpoint: 'sm', collapsed: { mobile: !opened } }} padding="md">
      <a href="#main" className="skip">
        To the content
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label="Pages" />
            <Anchor component={Link} to="/" underline="never" c="inherit" aria-label="graph-zoom: overview">
              <Group gap={8} wrap="nowrap">
                <img src="/icon.svg" alt="" width={26} height={26} />
                <Title order={1} size="h4" visibleFrom="xs">
                  graph-zoom
                </Title>
              </Group>
            </Anchor>
          </Group>
          <Button
            variant="default"
            size="xs"
            color="gray"
            leftSection={<IconSearch size={16} />}
            rightSection={<Kbd size="xs">/</Kbd>}
            onClick={() => setPalette(true)}
            miw={{ base: 120, sm: 280 }}
            justify="space-between"
          >
            Find a user, go anywhere
          </Button>
          <Group gap={4} wrap="nowrap">
            <Tooltip label="Keyboard shortcuts">
              <ActionIcon variant="subtle" color="gray" aria-label="Keyboard shortcuts" onClick={() => setHelp(true)} visibleFrom="sm">
                <IconKeyboard size={18} />
              </ActionIcon>
            </Tooltip>
            <ThemeSwitch />
            <Account />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" component="nav" aria-label="Pages">
        {PAGES.map((one) => (
          <NavLink
            key={one.path}
            component={Link}
            to={one.path}
            label={one.label}
            leftSection={one.icon}
            active={one === page}
            aria-current={one === page ? 'page' : undefined}
            onClick={close}
            rightSection={
              one.path === '/alerts' && count > 0 ? (
                <Badge size="sm" color="red.8" variant="filled" aria-label={`${count} active`}>
                  {count}
                  {active.data?.cursor ? '+' : ''}
                </Badge>
              ) : null
            }
          />
        ))}
      </AppShell.Navbar>
      <AppShell.Main id="main">
        {silent !== undefined && <Silence since={silent} />}
        <Guard key={`${palette} ${help}`} silent={silent}>
          <Suspense fallback={null}>
            {palette && <Palette close={() => setPalette(false)} />}
            {help && <Shortcuts close={() => setHelp(false)} />}
          </Suspense>
        </Guard>
        <Guard key={pathname} silent={silent}>
          <Suspense fallback={<Busy />}>
            <Routes>
              {PAGES.flatMap(({ path, element, more = [] }) => [{ path, element }, ...more].map((route) => <Route key={route.path} path={route.path} element={route.element} />))}
              <Route path="*" element={<Empty title="There is no such page">Choose one on the left.</Empty>} />
            </Routes>
          </Suspense>
        </Guard>
      </AppShell.Main>
    </AppShell>
  );
}

/** That what is shown may be old by now: never hidden. */
const Silence = ({ since }: { since: number }) => (
  <Alert color="yellow" role="status" mb="md">
    <Text size="sm" fw={700}>
      graph-zoom does not answer
    </Text>
    <Text size="sm">What is shown is how things were at {new Date(since).toLocaleTimeString()}. This page goes on by itself as soon as it answers; if it does not, look whether it still runs.</Text>
  </Alert>
);

/** `g` then a letter goes to a page. */
function useLetters(): void {
  const navigate = useNavigate();
  const since = useRef(0);
  useHotkeys([
    [
      'g',
      () => {
        since.current = Date.now();
      },
    ],
    ...PAGES.map(({ letter, path }): [string, () => void] => [
      letter,
      () => {
        if (Date.now() - since.current < LETTER_MS) void navigate(path);
        since.current = 0;
      },
    ]),
  ]);
}

function ThemeSwitch() {
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={dark ? 'Light colours' : 'Dark colours'} onClick={() => setColorScheme(dark ? 'light' : 'dark')}>
      {dark ? <IconSun size={18} /> : <IconMoon size={18} />}
    </ActionIcon>
  );
}

function Account() {
  const { data } = useMe();
  const signOut = useChange('POST /logout', () => ({}), { done: () => location.assign('/') });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label="You">
          <IconUser size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{data ? `${data.name}, ${data.role}` : 'Signed in'}</Menu.Label>
        <Menu.Item component="a" href="/api/docs">
          API
        </Menu.Item>
        <Menu.Item onClick={() => signOut.mutate()}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
