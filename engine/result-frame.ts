type Chunks = AsyncIterable<Uint8Array>;

const utf8 = new TextEncoder();

/** Names as core's encoder writes them. */
export function headerLine(names: readonly string[], delimiter: string): Uint8Array {
  const isSpecial = new RegExp(`[${delimiter}"\\r\\n]|^[ \\t]|[ \\t]$`);
  const cells = names.map((name, index) => {
    const quoted = isSpecial.test(name) || (index === 0 && /^[#\ufeff]/.test(name)) || (name === "" && names.length === 1);
    return quoted ? `"${name.replaceAll('"', '""')}"` : name;
  });
  return utf8.encode(`${cells.join(delimiter)}\r\n`);
}

export async function* startingWith(start: Uint8Array, rest: Chunks): AsyncGenerator<Uint8Array> {
  yield start;
  yield* rest;
}

/** What ends each line of `asArray`. */
export const lineEnd = ",\n";

/** Lines that each hold a JSON text, and end in a comma, as one array. */
export async function* asArray(lines: Chunks): AsyncGenerator<Uint8Array> {
  let kept = new Uint8Array(0);
  let isEmpty = true;
  for await (const chunk of lines) {
    if (isEmpty) yield utf8.encode("[\n");
    isEmpty = false;
    const bytes = new Uint8Array(kept.length + chunk.length);
    bytes.set(kept);
    bytes.set(chunk, kept.length);
    // Behind the last line nothing shall stand between it and the array's end.
    const end = Math.max(0, bytes.length - lineEnd.length);
    yield bytes.subarray(0, end);
    kept = bytes.slice(end);
  }
  yield utf8.encode(isEmpty ? "[]" : "\n]\n");
}
