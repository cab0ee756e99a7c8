import { GraphZoomError } from '../../lib/errors.ts';
import type { Store, StoredEntity, StoredRelationship } from '../../store/store.ts';
import { inBatches } from '../batches.ts';
import { FileNames } from '../folder/file-names.ts';
import { writeWithin } from '../folder/write-folder.ts';
import type { ExportOptions, FolderExporter } from '../formats.ts';
import { sdkEntity, sdkRelationship } from '../sdk-shape.ts';
import { separated } from '../separated.ts';
import { FOLDERS, membersOf } from '../table/members.ts';
import { partialTypes } from './partial-types.ts';
import { type Step, stepsOf } from './steps.ts';

/** Objects of one file (reference/jupiterone-platform.md, section 6.2). */
const MOST_IN_FILE = 500;

type Kind = keyof typeof FOLDERS;

/**
 * What JupiterOne's SDK leaves after `collect`: `graph/<step>/entities|relationships/*.json`, each with objects of one type, and
 * `summary.json`. The SDK's file names are random; ours follow from the type, so that the same graph gives the same bytes. What the
 * platform makes itself of mappings is left out.
 */
export const exportJ1Integration: FolderExporter = async (store, folder, options) => {
  const [counts, partial] = [await store.counts(options.scope), await partialTypes(store, options.scope)];
  const types: readonly { kind: Kind; type: string }[] = [
    ...Object.keys(counts.entities).map((type) => ({ kind: 'entity' as const, type })),
    ...Object.keys(counts.relationships).map((type) => ({ kind: 'relationship' as const, type })),
  ];
  const names = { entity: new FileNames(), relationship: new FileNames() };
  const steps = stepsOf(types.map(({ type }) => type));
  const written = new Map<string, number>();
  for (const step of steps)
    for (const { kind, type } of types.filter((one) => step.types.includes(one.type))) {
      const count = await writeType(store, folder, { kind, type, step: step.id, name: names[kind].of(type) }, options);
      if (count > 0) written.set(type, count);
    }
  const summary = { integrationStepResults: steps.map((step) => resultOf(step, written, partial)), metadata: { partialDatasets: { types: partial } } };
  await writeWithin(folder, 'summary.json', [`${JSON.stringify(summary, null, 2)}\n`]);
};

async function writeType(store: Store, folder: string, { kind, type, step, name }: { kind: Kind; type: string; step: string; name: string }, { scope, raw }: ExportOptions): Promise<number> {
  let count = 0;
  let part = 0;
  for await (const batch of inBatches(own(membersOf(store, { kind, type }, scope, raw)), MOST_IN_FILE)) {
    part++;
    await writeWithin(folder, `graph/${step}/${FOLDERS[kind]}/${name}-${String(part).padStart(4, '0')}.json`, fileOf(kind, batch));
    count += batch.length;
  }
  return count;
}

/** One object a line. */
async function* fileOf(kind: Kind, members: readonly (StoredEntity | StoredRelationship)[]): AsyncGenerator<string> {
  yield `{"${FOLDERS[kind]}":[`;
  yield* separated(members, (member) => (kind === 'entity' ? sdkEntity(member as StoredEntity) : sdkRelationship(member as StoredRelationship)));
  yield '\n]}\n';
}

/** Members that an integration brings. Their keys come in order: one that is there twice belongs to two instances, and the SDK knows only one. */
async function* own(members: AsyncIterable<StoredEntity | StoredRelationship>): AsyncGenerator<StoredEntity | StoredRelationship> {
  let last: StoredEntity | StoredRelationship | undefined;
  for await (const member of members) {
    if (member._source === 'system-mapper') continue;
    if (member._key === last?._key)
      throw new GraphZoomError('usage', `${member._key} is there twice: in ${last._scope} and in ${member._scope}.`, { hint: 'The SDK knows one instance at a time: name it with --instance.' });
    last = member;
    yield member;
  }
}

function resultOf(step: Step, written: ReadonlyMap<string, number>, partial: readonly string[]): object {
  const encountered = step.types.filter((type) => written.has(type));
  const partialOfStep = step.types.filter((type) => partial.includes(type));
  return {
    id: step.id,
    name: step.name,
    dependsOn: step.dependsOn,
    declaredTypes: step.types,
    partialTypes: partialOfStep,
    encounteredTypes: encountered,
    encounteredTypeCounts: Object.fromEntries(encountered.map((type) => [type, written.get(type)])),
    status: partialOfStep.length > 0 ? 'failure' : 'success',
  };
}
