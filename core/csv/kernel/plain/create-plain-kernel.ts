import type { Kernel } from "../kernel.ts";
import { countLineEndsPlain, findOddBytePlain } from "./check-bytes.ts";
import { checkRowsPlain } from "./check-rows.ts";
import { encodePlain } from "./encode-plain.ts";
import { scanJsonPlain } from "./scan-json.ts";
import { scanPlain } from "./scan-plain.ts";
import { writeRejectsPlain } from "./write-rejects.ts";

/** Reading may touch so much past any region. */
const slackBytes = 64;

/** The flags of a field leave its end 30 bits. */
const maxMemoryBytes = 2 ** 30;

/** The kernel in plain TypeScript: it runs wherever JavaScript does, and knows every dialect. @throws RangeError for too much memory */
export function createPlainKernel({ memoryBytes }: { memoryBytes: number }): Kernel {
  if (memoryBytes > maxMemoryBytes) throw new RangeError(`A kernel can have ${maxMemoryBytes} bytes of memory.`);
  const buffer = new ArrayBuffer(Math.ceil(memoryBytes / 16) * 16);
  let used = 0;
  const kernel: Kernel = {
    kind: "plain",
    bytes: new Uint8Array(buffer),
    words: new Uint32Array(buffer),
    position: 0,
    alloc(byteLength) {
      const at = used;
      const next = Math.ceil((at + byteLength + slackBytes) / 16) * 16;
      if (next > buffer.byteLength)
        throw new RangeError(`The kernel's memory of ${buffer.byteLength} bytes has no room for ${byteLength} more.`);
      used = next;
      return at;
    },
    knows: () => true,
    findOddByte: (from, to) => findOddBytePlain(kernel, from, to),
    countLineEnds: (from, to, cr) => countLineEndsPlain(kernel, from, to, cr),
    scan: (dialect, table, from, to, final) => scanPlain(kernel, dialect, table, from, to, final),
    encode: (encoding, table, out, outEnd) => encodePlain(kernel, encoding, table, out, outEnd),
    scanJson: (shape, table, from, to, final) => scanJsonPlain(kernel, shape, table, from, to, final),
    checkRows: (checks, table) => checkRowsPlain(kernel, checks, table),
    writeRejects: (lines, table, out, outEnd) => writeRejectsPlain(kernel, lines, table, out, outEnd),
  };
  return kernel;
}
