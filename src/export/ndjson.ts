import type { Store } from '../store/store.ts';
import type { ExportOptions } from './formats.ts';
import { sdkEntity, sdkRelationship } from './sdk-shape.ts';

/** One entity or relationship a line, entities first: for tools that read a stream. */
export async function* exportNdjson(store: Store, { raw, scope }: ExportOptions): AsyncGenerator<string> {
  const only = scope === undefined ? {} : { scope };
  for await (const entity of store.entities({ ...only, raw })) yield `${JSON.stringify(sdkEntity(entity))}\n`;
  for await (const relationship of store.relationships(only)) yield `${JSON.stringify(sdkRelationship(relationship))}\n`;
}
