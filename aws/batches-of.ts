/** What lies together goes together: at most so many, whose sizes come to at most so much. What is larger by itself goes alone. */
export function* batchesOf<T>(
  items: readonly T[],
  most: number,
  { maxSize, sizeOf }: { maxSize: number; sizeOf(item: T): number } = { maxSize: Infinity, sizeOf: () => 0 },
): Generator<T[]> {
  let batch: T[] = [];
  let size = 0;
  for (const item of items) {
    const itemSize = sizeOf(item);
    if (batch.length >= most || (batch.length > 0 && size + itemSize > maxSize)) {
      yield batch;
      batch = [];
      size = 0;
    }
    batch.push(item);
    size += itemSize;
  }
  if (batch.length > 0) yield batch;
}
