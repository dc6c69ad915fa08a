import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createScratchDisk } from "./scratch-disk.ts";

it("keeps what is appended, also at the same time, and leaves nothing behind", async () => {
  const folder = await mkdtemp(join(tmpdir(), "scratch-disk-"));
  const file = await createScratchDisk(folder).open();

  const starts = await Promise.all(["one", "three", ""].map((text) => file.append(new TextEncoder().encode(text))));
  const read = await Promise.all([file.read(0, 3), file.read(3, 5, new Uint8Array(9)), file.read(2, 2)]);

  expect(starts).toEqual([0, 3, 8]);
  expect(read.map((bytes) => new TextDecoder().decode(bytes))).toEqual(["one", "three", "et"]);
  expect(await readdir(folder)).toEqual([]);
  await expect(file.read(7, 2)).rejects.toThrow(RangeError);
  await file.close();
  await rm(folder, { recursive: true });
});
