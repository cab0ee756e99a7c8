import { useQuery } from '@tanstack/react-query';
import { query, quoted, type Vertex } from '../../shared/api.ts';

/** A user, group or role as the graph has it; undefined where there is none. */
export const useEntity = (type: string, id: string | undefined) =>
  useQuery({
    queryKey: ['POST /api/query', 'entity', type, id],
    enabled: id !== undefined,
    queryFn: async ({ signal }): Promise<Vertex | null> => {
      const answer = await query(`FIND ${type} WITH _id = ${quoted(id ?? '')}`, { signal });
      return answer.type === 'list' ? (answer.data[0] ?? null) : null;
    },
  });

/** What is shown of the employee behind a user. */
export const personQuery = (id: string): string =>
  `FIND zoom_user WITH _id = ${quoted(id)} AS u THAT IS AS j Person AS p RETURN p._id AS id, p.displayName AS name, p.title AS title, p.department AS department, p.manager AS manager, p.active AS active, p.endDate AS left, j.matchedBy AS matchedBy, j.confidence AS confidence, j.ambiguous AS ambiguous`;
