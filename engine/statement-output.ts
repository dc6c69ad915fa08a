import { openPipeForReading } from "./pipe.ts";

export interface StatementOutput {
  /** To be read once; at the end it throws what the statement threw. */
  chunks: AsyncIterable<Uint8Array>;
  rows: Promise<number>;
  /** Nobody reads any further. */
  close(): void;
}

/** What a statement writes to a named pipe. */
export function readStatement(pipe: string, start: () => Promise<number>): StatementOutput {
  const socket = openPipeForReading(pipe);
  const rows = start();
  // A statement that failed before it opened its end: nobody else ends the pipe then.
  rows.catch((cause: unknown) => socket.destroy(cause instanceof Error ? cause : new Error(String(cause))));
  socket.on("error", () => undefined);
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for await (const chunk of socket) yield chunk as Uint8Array;
    await rows;
  }
  return { chunks: chunks(), rows, close: () => void socket.destroy() };
}
