import type { Kernel, RowEncoding } from "../kernel/kernel.ts";
import type { RecordTable } from "../kernel/record-table.ts";

const bufferBytes = 512 * 1024;

/** Two buffers in the kernel's memory: one is filled while the other is written. */
export interface ChunkOutput {
  records(encoding: RowEncoding, table: RecordTable): Promise<void>;
  /** A few bytes, told as text. */
  text(text: string): Promise<void>;
  /** Settles when everything was written. */
  flush(): Promise<void>;
}

/** Hands out full buffers, one at a time. A failure of `write` rises from every call after it. */
export function createChunkOutput(kernel: Kernel, write: (chunk: Uint8Array) => Promise<void>): ChunkOutput {
  let buffer = kernel.alloc(bufferBytes);
  let other = kernel.alloc(bufferBytes);
  let used = 0;
  let writing: Promise<void> = Promise.resolve();
  let failure: { cause: unknown } | null = null;

  async function settled(): Promise<void> {
    await writing;
    if (failure) throw failure.cause;
  }

  async function writeOut(chunk: Uint8Array): Promise<void> {
    try {
      await write(chunk);
    } catch (cause) {
      // Kept for the next call: nobody awaits this write before it.
      failure = { cause };
    }
  }

  async function handOut(): Promise<void> {
    await settled();
    if (used === 0) return;
    writing = writeOut(kernel.bytes.subarray(buffer, buffer + used));
    [buffer, other] = [other, buffer];
    used = 0;
  }

  return {
    async records(encoding, table) {
      if (failure) throw failure.cause;
      Object.assign(encoding, { record: 0, column: 0, part: 0, offset: 0 });
      for (;;) {
        used = kernel.encode(encoding, table, buffer + used, buffer + bufferBytes) - buffer;
        if (encoding.record >= table.records) return;
        await handOut();
      }
    },
    async text(text) {
      if (used + text.length * 3 > bufferBytes) await handOut();
      used += new TextEncoder().encodeInto(text, kernel.bytes.subarray(buffer + used, buffer + bufferBytes)).written;
    },
    async flush() {
      await handOut();
      await settled();
    },
  };
}
