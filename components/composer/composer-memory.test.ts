import { describe, expect, it } from "vitest";
import { noSettings } from "./composer-settings.ts";
import { readLast } from "./use-composer-settings.ts";

const storeOf = (text: string | null) => ({ getItem: () => text, setItem: () => undefined });

describe("what the composer remembers", () => {
  it("is the last format and what became of bad rows", () => {
    expect(readLast(storeOf('{"format":"csv","onBadRow":"stop"}'))).toMatchObject({
      params: { convert: { to: "csv" } },
      onBadRow: { convert: "stop" },
    });
  });

  it.each([null, "", "{", "null", "[]", "7", '{"format":"exe","onBadRow":{}}'])("is nothing where %j is kept", (stored) => {
    expect(readLast(storeOf(stored))).toEqual(noSettings);
  });
});
