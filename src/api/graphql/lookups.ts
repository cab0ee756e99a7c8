import type { Definition, Instance, Platform } from '../../platform/platform.ts';
import { codedError } from './codes.ts';

/** Lists of jobs that one request may read below other objects: each is a read of its own. */
const MOST_LISTS = 200;

/** What resolvers below a list look up again and again, read once a request. */
export class Lookups {
  readonly #platform: Platform;
  #definitions: Promise<Definition[]> | undefined;
  #instances: Promise<Instance[]> | undefined;
  #lists = 0;

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  definitions(): Promise<Definition[]> {
    this.#definitions ??= this.#platform.definitions.list();
    return this.#definitions;
  }

  async definition(id: string): Promise<Definition | undefined> {
    return (await this.definitions()).find((definition) => definition.id === id);
  }

  /** All instances, also those that were removed and whose data is still found with deleted members. */
  async instances(): Promise<Instance[]> {
    this.#instances ??= Promise.all([this.#platform.instances.list(), this.#platform.instances.list({ removed: true })]).then((both) => both.flat());
    return this.#instances;
  }

  async instance(id: string): Promise<Instance | undefined> {
    return (await this.instances()).find((instance) => instance.id === id && instance.removedOn === undefined);
  }

  /** Says that a list is read below another object. */
  countList(): void {
    if (++this.#lists > MOST_LISTS) throw codedError('OPERATION_TOO_LARGE', `The operation reads more than ${MOST_LISTS} lists of jobs below other objects.`);
  }
}
