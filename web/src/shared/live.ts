import { useEffect } from 'react';
import { useRefresh } from './use-ask.ts';

/** Asks anew for what is shown, when the server says that something happened. */
export function useLive(): void {
  const refresh = useRefresh();
  // biome-ignore lint/correctness/useExhaustiveDependencies: one stream for as long as the page is open.
  useEffect(() => {
    const events = new EventSource('/api/events');
    for (const name of ['alert-changed', 'rule-evaluated']) events.addEventListener(name, () => void refresh(['/api/alerts', '/api/rules', '/api/deliveries']));
    // A run began, or ended, which brings other data.
    events.addEventListener('job-changed', (event: MessageEvent<string>) => void ((JSON.parse(event.data) as { status: string }).status === 'COMPLETED' ? refresh('graph') : refresh(['/api/instances', '/api/jobs'])));
    return () => events.close();
  }, []);
}
