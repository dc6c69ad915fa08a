import { describe, expect, it } from "vitest";
import { forgetUpload, isSameFile, type RememberedUpload, rememberedUploads, rememberUpload } from "./upload-memory.ts";

function memory() {
  const kept = new Map<string, string>();
  return { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
}

function upload(jobId: string, begunAt = Date.now()): RememberedUpload {
  const request = { operation: "convert", params: { to: "json" }, files: [{ name: "orders.csv", size: 10, type: "text/csv" }] };
  return { jobId, idempotencyKey: "k", request, lastModified: 5, begunAt };
}

describe("uploads remembered over a reload", () => {
  it("keeps one entry a job until it is forgotten", () => {
    const store = memory();

    rememberUpload(upload("a"), store);
    rememberUpload(upload("b"), store);
    rememberUpload(upload("a"), store);
    forgetUpload("b", store);

    expect(rememberedUploads(store).map((entry) => entry.jobId)).toEqual(["a"]);
  });

  it("lets go of what the server no longer remembers either", () => {
    const store = memory();

    rememberUpload(upload("a", Date.now() - 24 * 60 * 60_000), store);

    expect(rememberedUploads(store)).toEqual([]);
  });

  it("knows the same file by name, size and time of change", () => {
    expect(isSameFile(upload("a"), { name: "orders.csv", size: 10, lastModified: 5 })).toBe(true);
    expect(isSameFile(upload("a"), { name: "orders.csv", size: 10, lastModified: 6 })).toBe(false);
    expect(isSameFile(upload("a"), { name: "orders.csv", size: 11, lastModified: 5 })).toBe(false);
  });
});
