import { useEffect, useState } from 'react';

/** Shorter waits need no word. */
const SOON_MS = 300;
const TICK_MS = 100;

/** What is being done, and for how long. */
export function Elapsed({ since, what }: { since: number; what: string }) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const ms = now - since;
  return ms < SOON_MS ? null : (
    <span role="status">
      {what}, {(ms / 1000).toFixed(1)} s
    </span>
  );
}
