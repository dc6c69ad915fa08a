import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { watchLimits } from "./watch-limits.ts";

let folder = "";
beforeEach(async () => {
  vi.useFakeTimers();
  folder = await mkdtemp(join(tmpdir(), "limits-"));
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(folder, { recursive: true, force: true });
});

const look = () => vi.advanceTimersByTime(100);
const options = () => ({ folder, memoryBytes: 1, residentBytes: Number.POSITIVE_INFINITY, diskBytes: 10, threads: 1 });

it("tells when the files of the folder, and of those inside it, are too large together", async () => {
  const over = vi.fn();
  watchLimits(options(), over);
  await mkdir(join(folder, "spilled"));
  await writeFile(join(folder, "database"), "123456");
  look();
  expect(over).not.toHaveBeenCalled();

  await writeFile(join(folder, "spilled", "block"), "12345");
  look();

  expect(over).toHaveBeenCalledWith("disk");
});

it("passes over a folder that was removed", async () => {
  const over = vi.fn();
  watchLimits(options(), over);
  await rm(folder, { recursive: true });

  expect(look).not.toThrow();

  expect(over).not.toHaveBeenCalled();
});
