import type { ByteSource } from "../../csv/source/byte-source.ts";
import type { RunOutput } from "./run-outputs.ts";

const chunkBytes = 512 * 1024;

/** Writes all of it, and closes it. */
export async function writeSource(source: ByteSource, output: Pick<RunOutput, "write">): Promise<void> {
  const chunk = new Uint8Array(chunkBytes);
  try {
    for (let filled = await fill(source, chunk); filled > 0; filled = await fill(source, chunk))
      await output.write(chunk.subarray(0, filled));
  } finally {
    await source.close();
  }
}

/** A pipe gives little at a time. */
async function fill(source: ByteSource, chunk: Uint8Array): Promise<number> {
  let filled = 0;
  while (filled < chunk.length) {
    const read = await source.read(chunk.subarray(filled));
    if (read === 0) break;
    filled += read;
  }
  return filled;
}
