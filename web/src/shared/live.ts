import { useEffect, useState } from 'react';
import { useRefresh } from './use-ask.ts';

/** After so long a stream that was refused is asked for again; one that broke off the browser takes up by itself. */
const AGAIN_MS = 5_000;

/**
 * Asks anew for what is shown, when the server says that something happened. Gives since when it cannot be heard; undefined
 * while it can. A tab that nobody looks at does not listen: browsers have six connections to a server, for all tabs together.
 */
export function useLive(): number | undefined {
  const refresh = useRefresh();
  const [silent, setSilent] = useState<number>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: one stream for as long as the page is open.
  useEffect(() => {
    let events: EventSource | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    let missed = false;
    const leave = () => {
      clearTimeout(again);
      events?.close();
      missed ||= events !== undefined;
      events = undefined;
    };
    const listen = () => {
      leave();
      const stream = new EventSource('/api/events');
      events = stream;
      stream.addEventListener('open', () => {
        setSilent(undefined);
        if (missed) void refresh('graph');
        missed = false;
      });
      stream.addEventListener('error', () => {
        missed = true;
        setSilent((before) => before ?? Date.now());
        if (stream.readyState !== EventSource.CLOSED) return;
        // Whoever was signed out meanwhile learns so by this.
        void refresh(['/api/me']);
        again = setTimeout(listen, AGAIN_MS);
      });
      for (const name of ['alert-changed', 'rule-evaluated']) stream.addEventListener(name, () => void refresh(['/api/alerts', '/api/rules', '/api/deliveries']));
      // A run began, or ended, which brings other data.
      stream.addEventListener('job-changed', (event: MessageEvent<string>) => void ((JSON.parse(event.data) as { status: string }).status === 'COMPLETED' ? refresh('graph') : refresh(['/api/instances', '/api/jobs'])));
    };
    const look = () => (document.hidden ? leave() : listen());
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      leave();
    };
  }, []);
  return silent;
}
