import type { ByteSource } from "#core/csv/index";
import { toByteSource } from "#core/csv/index";
import { openPipeForReading } from "./pipe.ts";

/** What a statement writes to a named pipe; the end is told when the statement has ended, or else what it threw. */
export function readStatement(pipe: string, start: () => Promise<number>): { bytes: ByteSource; rows: Promise<number> } {
  const socket = openPipeForReading(pipe);
  const rows = start();
  rows.catch((cause: unknown) => socket.destroy(cause instanceof Error ? cause : new Error(String(cause))));
  // The other end may not have been opened by a statement that had nothing to write: nobody else ends the pipe then.
  async function* chunks(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of socket) yield chunk as Uint8Array;
      await rows;
    } finally {
      socket.destroy();
    }
  }
  return { bytes: toByteSource(chunks()), rows };
}
