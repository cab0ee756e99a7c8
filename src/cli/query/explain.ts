import { type AskOptions, pointAt, prepare } from '../../store/ask.ts';
import type { Store } from '../../store/store.ts';
import { colors, print, printJson } from '../output.ts';

/** Every rung from text to rows: Ast, Plan, SQL with its parameters, and what the database plans to do. */
export async function explainQuery(store: Store, text: string, options: AskOptions, asJson: boolean): Promise<void> {
  const { query, plan } = prepare(text, options);
  const { sql, params, database } = await pointAt(text, query.span, () => store.explain(plan));
  if (asJson) return printJson({ ast: query, plan, sql, params, database });
  const part = (title: string, body: string) => `${colors.bold(title)}\n${body}`;
  const parameters = params.map((value, index) => `  $${index + 1} = ${JSON.stringify(value)}`).join('\n') || '  none';
  print([part('Ast', JSON.stringify(query, null, 2)), part('Plan', JSON.stringify(plan, null, 2)), part('SQL', sql), part('Parameters', parameters), part('Database', database)].join('\n\n'));
}
