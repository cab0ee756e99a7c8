import type { Schemas } from './api.ts';
import { useAsk } from './use-ask.ts';

type Role = Schemas['Role'];
const RANK: Record<Role, number> = { reader: 0, operator: 1, administrator: 2 };

/** Who looks at the page. */
export const useMe = () => useAsk('GET /api/me', {}, { staleTime: 60_000 });

/** Whether whoever looks may do what needs this role: buttons that they may not use are not shown. */
export function useMay(role: Role): boolean {
  const { data } = useMe();
  return data !== undefined && RANK[data.role] >= RANK[role];
}
