import { SegmentedControl, Stack, Text, useMantineColorScheme } from '@mantine/core';

/** Light, dark, or as the system is; kept in this browser. */
export function Appearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm" fw={500}>
        Colours
      </Text>
      <SegmentedControl
        value={colorScheme}
        onChange={(value) => setColorScheme(value as typeof colorScheme)}
        data={[
          { value: 'auto', label: 'As the system' },
          { value: 'light', label: 'Light' },
          { value: 'dark', label: 'Dark' },
        ]}
      />
      <Text size="sm" c="dimmed">
        Times are shown in your zone: {Intl.DateTimeFormat().resolvedOptions().timeZone}.
      </Text>
    </Stack>
  );
}
