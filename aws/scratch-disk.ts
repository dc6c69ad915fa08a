import { randomUUID } from "node:crypto";
import { type FileHandle, open, unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Scratch, ScratchFile } from "#core/ports/scratch";

/** Files without a name on the machine's own disk: they go with their process, however it ends. */
export function createScratchDisk(folder: string = tmpdir()): Scratch {
  return {
    async open() {
      const path = join(folder, `sluice-${randomUUID()}.scratch`);
      const file = await open(path, "wx+", 0o600);
      try {
        await unlink(path);
      } catch (error) {
        await file.close();
        throw error;
      }
      return scratchFile(file);
    },
  };
}

function scratchFile(file: FileHandle): ScratchFile {
  let end = 0;
  return {
    async append(bytes) {
      const at = end;
      end += bytes.length;
      for (let done = 0; done < bytes.length; ) {
        const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done);
        done += bytesWritten;
      }
      return at;
    },
    async read(from, length, into) {
      const bytes = into?.subarray(0, length) ?? new Uint8Array(length);
      for (let done = 0; done < length; ) {
        const { bytesRead } = await file.read(bytes, done, length - done, from + done);
        if (bytesRead === 0) throw new RangeError(`Nothing was written at ${from + done}.`);
        done += bytesRead;
      }
      return bytes;
    },
    close: () => file.close(),
  };
}
