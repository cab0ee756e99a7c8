import { notifications } from '@mantine/notifications';

/** Says what went wrong, where nothing on the page would show it. */
export const tell = (error: unknown): void => void notifications.show({ color: 'red', message: error instanceof Error ? error.message : String(error) });
