import { describe, expect, it } from "vitest";
import type { Call } from "./describe-call.ts";
import { toRequestUnits } from "./request-units.ts";

const put = (version: number, bytes: number, strings: Record<string, string> = {}, status = 200): Call => ({
  service: "dynamodb",
  operation: "PutItem",
  status,
  write: { table: "Jobs", key: "a\nb", version, bytes, strings },
});
const indexes = () => [["updatedAt"], ["dueShard", "dueAt"]];
const noIndexes = () => [];

describe("write request units", () => {
  it("are one for each KiB begun of the larger of old and new item", () => {
    expect(toRequestUnits([put(1, 2500)], noIndexes).write).toBe(3);
    expect(toRequestUnits([put(1, 2500), put(2, 100)], noIndexes).write).toBe(6);
  });

  it("are owed again for each index that holds the item, twice when its key changes", () => {
    const first = put(1, 1000, { updatedAt: "1", dueShard: "0", dueAt: "1" });
    const sameKeys = put(1, 1000, { updatedAt: "1", dueShard: "0", dueAt: "1" });
    const newKeys = put(2, 1000, { updatedAt: "2" });

    expect(toRequestUnits([first], indexes).write).toBe(3);
    expect(toRequestUnits([first, sameKeys], indexes).write).toBe(3 + 3);
    expect(toRequestUnits([first, newKeys], indexes).write).toBe(3 + (1 + 2 + 1));
  });

  it("follow the versions of an item, not the order in which processes wrote their lines", () => {
    const calls = [put(2, 1000, { updatedAt: "2" }), put(1, 1000, { updatedAt: "1" })];

    expect(toRequestUnits(calls, indexes)).toEqual(toRequestUnits(calls.toReversed(), indexes));
  });

  it("are also owed for a write that its condition refused, and for updates and deletions", () => {
    const others = ["UpdateItem", "DeleteItem"].map((operation): Call => ({ service: "dynamodb", operation, status: 200 }));

    expect(toRequestUnits([put(1, 5000, {}, 400), ...others], indexes).write).toBe(3);
  });
});

describe("read request units", () => {
  it("are one for each 4 KiB begun, and half of that where the answer may be stale", () => {
    const read = (bytes: number, consistent: boolean): Call => ({
      service: "dynamodb",
      operation: "GetItem",
      status: 200,
      read: { bytes, consistent },
    });

    expect(toRequestUnits([read(10, true), read(5000, true), read(10, false)], noIndexes).read).toBe(3.5);
  });
});
