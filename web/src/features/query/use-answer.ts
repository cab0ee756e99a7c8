import { useEffect, useRef, useState } from 'react';
import { type QueryAnswer, query } from '../../shared/api.ts';
import { joined } from './rows-of.ts';

const PAGE = 500;
/** What the server gives at most in one page, and the page holds at most in all. */
const LARGE_PAGE = 5_000;
const MOST_ROWS = 100_000;

export interface Asked {
  query: string;
  variables: Record<string, unknown>;
  includeDeleted: boolean;
}

/** A question to the graph and its answer, page by page. A new question ends the one before. */
export function useAnswer() {
  const [asked, setAsked] = useState<Asked>();
  const [answer, setAnswer] = useState<QueryAnswer>();
  const [error, setError] = useState<unknown>();
  /** Since when it is asked; undefined while it is not. */
  const [since, setSince] = useState<number>();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const work = async (job: (signal: AbortSignal) => Promise<void>) => {
    running.current?.abort();
    const own = new AbortController();
    running.current = own;
    setError(undefined);
    setSince(Date.now());
    try {
      await job(own.signal);
    } catch (problem) {
      if (!own.signal.aborted) setError(problem);
    } finally {
      if (running.current === own) setSince(undefined);
    }
  };
  const options = ({ variables, includeDeleted }: Asked) => ({ ...(Object.keys(variables).length > 0 ? { variables } : {}), ...(includeDeleted ? { includeDeleted } : {}) });

  return {
    asked,
    answer,
    error,
    since,
    ask: (next: Asked) =>
      work(async (signal) => {
        const first = await query(next.query, { ...options(next), pageSize: PAGE, total: true, signal });
        setAsked(next);
        setAnswer(first);
      }),
    /** Fetches the next page, or all there are. */
    more: (all: boolean) =>
      work(async (signal) => {
        let sofar = answer;
        while (asked && sofar && sofar.type !== 'tree' && sofar.cursor !== undefined && sofar.data.length < MOST_ROWS) {
          sofar = joined(sofar, await query(asked.query, { ...options(asked), cursor: sofar.cursor, pageSize: all && sofar.type === 'table' ? LARGE_PAGE : PAGE, signal }));
          setAnswer(sofar);
          if (!all) return;
        }
      }),
    /** As before the first question. */
    clear: () => {
      running.current?.abort();
      setSince(undefined);
      setError(undefined);
      setAsked(undefined);
      setAnswer(undefined);
    },
    cancel: () => {
      running.current?.abort();
      setSince(undefined);
    },
  };
}
