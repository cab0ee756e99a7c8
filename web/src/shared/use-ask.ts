import { type UseQueryOptions, type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Answers, type Asking, ask, type Cell, queryRows, type Route } from './api.ts';
import { tell } from './tell.ts';

/** What a route answers, kept while it is fresh. */
export function useAsk<R extends Route>(route: R, asking: Omit<Asking, 'signal'> = {}, options: Omit<UseQueryOptions<Answers[R]>, 'queryKey' | 'queryFn'> = {}): UseQueryResult<Answers[R]> {
  return useQuery<Answers[R]>({ queryKey: [route, asking], queryFn: ({ signal }) => ask(route, { ...asking, signal }), ...options });
}

type Rows = Record<string, Cell>[];

/** Rows of a query that RETURNs columns, kept like what a route answers. */
export const useRows = (text: string, { pageSize, ...options }: { pageSize?: number } & Omit<UseQueryOptions<Rows>, 'queryKey' | 'queryFn'> = {}): UseQueryResult<Rows> =>
  useQuery<Rows>({ queryKey: ['POST /api/query', text], queryFn: ({ signal }) => queryRows(text, { signal, pageSize }), ...options });

/** What is to be asked anew: what has one of these beginnings of a path, or everything that changes when the graph does. */
type Concerned = readonly string[] | 'graph';

/** Asks anew for what something concerns. */
export function useRefresh(): (concerned: Concerned) => Promise<void> {
  const client = useQueryClient();
  return (concerned) =>
    client.invalidateQueries({
      predicate: ({ queryKey: [route] }) => {
        const path = String(route).replace(/^\w+ /, '');
        return concerned === 'graph' ? !LASTING.some((one) => path.startsWith(one)) : concerned.some((one) => path.startsWith(one));
      },
    });
}
const LASTING = ['/api/me', '/api/definitions', '/api/model', '/api/setup', '/api/channel-kinds', '/api/rules/packs', '/api/rules/action-types'];

/** Changes something, says what went wrong, and asks for what it concerns anew. */
export function useChange<R extends Route, Input = void>(
  route: R,
  make: (input: Input) => Asking,
  { refresh: concerned = [], done, quiet }: { refresh?: Concerned; done?: (answer: Answers[R], input: Input) => void; quiet?: boolean },
) {
  const refresh = useRefresh();
  return useMutation<Answers[R], Error, Input>({
    mutationFn: (input) => ask(route, make(input)),
    onSettled: () => refresh(concerned),
    onSuccess: done,
    onError: (error) => {
      if (!quiet) tell(error);
    },
  });
}
