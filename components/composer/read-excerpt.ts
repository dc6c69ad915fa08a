/** What stands around a place of a file. */
export interface Excerpt {
  /** The line, up to the place and from it on. */
  before: string;
  after: string;
  /** There is more of the line at that end. */
  isCutBefore: boolean;
  isCutAfter: boolean;
}

const reachBytes = 4096;
const mostBefore = 60;
const mostAfter = 160;
const lineEnd = /\r\n|\n|\r/;

/**
 * The line of a file that a place is in, read from the device; null where the place is not in the file as it lies there.
 * `byte`: 0-based, in a file that is not packed. Long lines are cut around the place.
 */
export async function readExcerpt(file: Blob, byte: number, encoding: string): Promise<Excerpt | null> {
  if (byte >= file.size) return null;
  const start = Math.max(0, byte - reachBytes);
  const [head, tail] = await Promise.all([
    decode(file.slice(start, byte), encoding),
    decode(file.slice(byte, byte + reachBytes), encoding),
  ]);
  const line = head.split(lineEnd).at(-1) ?? "";
  const rest = tail.split(lineEnd)[0] ?? "";
  return {
    before: line.slice(-mostBefore),
    after: rest.slice(0, mostAfter),
    isCutBefore: line.length > mostBefore || (line.length === head.length && start > 0),
    isCutAfter: rest.length > mostAfter || (rest.length === tail.length && byte + reachBytes < file.size),
  };
}

async function decode(bytes: Blob, encoding: string): Promise<string> {
  return new TextDecoder(encoding).decode(await bytes.arrayBuffer());
}
