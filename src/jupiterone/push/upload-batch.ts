import { GraphZoomError } from '../../lib/errors.ts';
import type { Batch } from './batches.ts';
import { type Persister, TooLarge } from './persister.ts';

/** What stands for a raw answer that a service does not take, as JupiterOne's own SDK writes it (reference/jupiterone-platform.md, section 2.5). */
const TRUNCATED = 'TRUNCATED';

/** Uploads a batch; in halves where it is too large for the service, and an entity that is too large alone without its raw answers. */
export async function uploadBatch(persister: Persister, job: string, { kind, members }: Pick<Batch, 'kind' | 'members'>): Promise<void> {
  try {
    await persister.upload(job, kind, JSON.stringify({ [kind]: members }));
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    if (members.length > 1) {
      const half = Math.ceil(members.length / 2);
      await uploadBatch(persister, job, { kind, members: members.slice(0, half) });
      return uploadBatch(persister, job, { kind, members: members.slice(half) });
    }
    const [member] = members;
    if (!member?._rawData?.some(({ rawData }) => rawData !== TRUNCATED)) throw new GraphZoomError('jupiterone-refused', `${member?._key ?? 'An object'} is too large for JupiterOne, also without its raw answers.`);
    await uploadBatch(persister, job, { kind, members: [{ ...member, _rawData: member._rawData.map(({ name }) => ({ name, rawData: TRUNCATED })) }] });
  }
}
