import { expect, it } from "vitest";
import { withTimeLimit } from "./time-limit.ts";

it("names what took too long", async () => {
  const never = new Promise<void>(() => undefined);

  await expect(withTimeLimit("Creating the buckets", 20, never)).rejects.toThrow("Creating the buckets took longer than 0.02 s.");
});

it("passes on what the work gave, or why it failed", async () => {
  expect(await withTimeLimit("Reading", 1000, Promise.resolve(7))).toBe(7);
  await expect(withTimeLimit("Reading", 1000, Promise.reject(new Error("The disk is full.")))).rejects.toThrow("The disk is full.");
});
