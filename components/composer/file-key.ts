const keys = new WeakMap<File, number>();
let lastKey = 0;

/** Tells a file from others that are called the same, for as long as it is there. */
export function fileKey(file: File): number {
  const known = keys.get(file);
  if (known !== undefined) return known;
  lastKey += 1;
  keys.set(file, lastKey);
  return lastKey;
}
