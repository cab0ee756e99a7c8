import type { Store } from '../store/store.ts';
import type { ExportOptions } from './formats.ts';
import { sdkEntity, sdkRelationship } from './sdk-shape.ts';
import { separated } from './separated.ts';

/** `{"entities":[...],"relationships":[...]}`, one object a line. */
export async function* exportJson(store: Store, { raw, scope }: ExportOptions): AsyncGenerator<string> {
  const only = scope === undefined ? {} : { scope };
  yield '{"entities":[';
  yield* separated(store.entities({ ...only, raw }), sdkEntity);
  yield '\n],"relationships":[';
  yield* separated(store.relationships(only), sdkRelationship);
  yield '\n]}\n';
}
