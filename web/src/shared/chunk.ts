import { ApiError } from './api.ts';

const LOST = 'chunk-lost';

/** Fetches a part of the page. One that could not be fetched stays lost for as long as the page is open: browsers, and React, keep the failure. */
export const chunk =
  <T>(load: () => Promise<T>) =>
  (): Promise<T> =>
    load().catch(() => {
      throw new ApiError(0, LOST, 'This part of the page could not be fetched.', 'graph-zoom does not answer, or is another version by now: the page has to be loaded anew.');
    });

/** Whether only loading the page anew helps. */
export const isLost = (error: unknown): boolean => error instanceof ApiError && error.code === LOST;
