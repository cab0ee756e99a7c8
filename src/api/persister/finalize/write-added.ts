import { edit } from '../../edits.ts';
import { addEntities } from './add-entities.ts';
import { addRelationships } from './add-relationships.ts';
import { idsToDelete } from './ids-to-delete.ts';
import { Subgraphs } from './subgraphs.ts';
import type { Write } from './writing.ts';

/** PATCH and CREATE_OR_UPDATE: properties that are given are laid over what is there; nothing is deleted but what is named. */
export const writeAdded: Write = async (writing) => {
  const { staged, stage, store, job } = writing;
  const subgraphs = new Subgraphs(writing);
  try {
    // Opened before anything is read: what an earlier sync of it does is then done.
    await subgraphs.sync(job.subgraph);
    return await edit(store, async () => {
      for await (const objects of staged.read('entity')) await addEntities(writing, subgraphs, objects);
      stage('FINALIZING_RELATIONSHIPS');
      for await (const objects of staged.read('relationship')) await addRelationships(writing, subgraphs, objects);
      return subgraphs.commit(await idsToDelete(writing, subgraphs));
    });
  } finally {
    await subgraphs.abort();
  }
};
