/** Objects as items of a JSON list, one a line. */
export async function* separated<T>(items: AsyncIterable<T> | Iterable<T>, shape: (item: T) => object): AsyncGenerator<string> {
  let separator = '\n';
  for await (const item of items) {
    yield separator + JSON.stringify(shape(item));
    separator = ',\n';
  }
}
