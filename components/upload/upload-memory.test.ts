import { describe, expect, it } from "vitest";
import { filesOf, forgetUpload, type RememberedUpload, rememberedUploads, rememberUpload } from "./upload-memory.ts";

function memory() {
  const kept = new Map<string, string>();
  return { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
}

function upload(jobId: string, begunAt = Date.now()): RememberedUpload {
  const request = { operation: "convert", params: { to: "json" }, files: [{ name: "orders.csv", size: 10, type: "text/csv" }] };
  return { jobId, idempotencyKey: "k", request, lastModified: [5], begunAt };
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

  it("is no reason for an upload to fail, where the browser's room is used up or something else stands there", () => {
    const setItem = () => {
      throw new DOMException("The room is used up.", "QuotaExceededError");
    };

    expect(() => rememberUpload(upload("a"), { getItem: () => null, setItem })).not.toThrow();
    expect(() => forgetUpload("a", { getItem: () => null, setItem })).not.toThrow();
    for (const text of ["nonsense", "{}", "[null, 1, {}]"]) {
      expect(rememberedUploads({ getItem: () => text, setItem })).toEqual([]);
    }
  });

  it("knows the same file by name, size and time of change", () => {
    const file = { name: "orders.csv", size: 10, lastModified: 5 };

    expect(filesOf(upload("a"), [file])).toEqual([file]);
    expect(filesOf(upload("a"), [{ ...file, lastModified: 6 }])).toBeNull();
    expect(filesOf(upload("a"), [{ ...file, size: 11 }])).toBeNull();
  });

  it("goes on with several files only where all of them are there, whatever their order", () => {
    const [one, two] = [
      { name: "orders.csv", size: 10, lastModified: 5 },
      { name: "items.csv", size: 3, lastModified: 7 },
    ];
    const { request, ...rest } = upload("a");
    const both = {
      ...rest,
      lastModified: [5, 7],
      request: { ...request, files: [...request.files, { name: "items.csv", size: 3, type: "" }] },
    };

    expect(filesOf(both, [two, one])).toEqual([one, two]);
    expect(filesOf(both, [one])).toBeNull();
  });
});
