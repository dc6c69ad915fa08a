import { open } from "node:fs/promises";
import type { ByteSource } from "#core/csv/index";

export async function readFileSource(path: string): Promise<ByteSource> {
  const file = await open(path, "r");
  return {
    read: async (target) => (await file.read(target, 0, target.length)).bytesRead,
    close: () => file.close(),
  };
}
