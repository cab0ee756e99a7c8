import type { Connection } from './driver.ts';
import type { RunRecord, Runs } from './store.ts';

/** Runs and the state of scopes, in tables. */
export function createRuns(connection: Connection): Runs {
  return {
    async save(run) {
      await connection.transaction(async () => {
        await connection.run('DELETE FROM run WHERE id = $1', [run.id]);
        await connection.run('INSERT INTO run VALUES ($1, $2, $3, $4, $5, $6)', [run.id, run.scope, run.startedOn, run.endedOn ?? null, run.status, JSON.stringify(run.report ?? null)]);
      });
    },
    async list({ scope, limit = 1000 } = {}) {
      const where = scope === undefined ? '' : 'WHERE scope = $2';
      const rows = await connection.all(`SELECT * FROM run ${where} ORDER BY started_on DESC LIMIT $1`, scope === undefined ? [limit] : [limit, scope]);
      return rows.map(
        (row): RunRecord => ({
          id: String(row.id),
          scope: String(row.scope),
          startedOn: Number(row.started_on),
          ...(row.ended_on === null ? {} : { endedOn: Number(row.ended_on) }),
          status: row.status as RunRecord['status'],
          report: JSON.parse(String(row.report)),
        }),
      );
    },
    async scopes() {
      return (await connection.all('SELECT DISTINCT scope FROM run ORDER BY scope')).map((row) => String(row.scope));
    },
    async getState(scope, name) {
      const row = (await connection.all('SELECT value FROM scope_state WHERE scope = $1 AND name = $2', [scope, name]))[0];
      return row === undefined ? undefined : JSON.parse(String(row.value));
    },
    async setState(scope, name, value) {
      await connection.transaction(async () => {
        await connection.run('DELETE FROM scope_state WHERE scope = $1 AND name = $2', [scope, name]);
        await connection.run('INSERT INTO scope_state VALUES ($1, $2, $3)', [scope, name, JSON.stringify(value ?? null)]);
      });
    },
  };
}
