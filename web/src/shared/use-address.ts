import { useSearchParams } from 'react-router';

/** What an address says of a page, and a way to say some of it anew: null or an empty text takes away. `replace` leaves no step to go back to. */
export function useAddress(): { params: URLSearchParams; set: (changes: Record<string, string | null>, replace?: boolean) => void; clear: () => void } {
  const [params, setParams] = useSearchParams();
  return {
    params,
    set: (changes, replace = false) =>
      setParams(
        (before) => {
          for (const [name, value] of Object.entries(changes)) {
            if (value === null || value === '') before.delete(name);
            else before.set(name, value);
          }
          return before;
        },
        { replace },
      ),
    clear: () => setParams({}),
  };
}
