import { describe, expect, it } from "vitest";
import { rememberedWidths, rememberWidths } from "./widths-memory.ts";

function memoryStore() {
  const texts = new Map<string, string>();
  return { getItem: (key: string) => texts.get(key) ?? null, setItem: (key: string, text: string) => void texts.set(key, text) };
}

describe("widths of columns", () => {
  it("are kept by table, whatever a column is called", () => {
    const store = memoryStore();

    rememberWidths("a", new Map([["constructor", 200]]), store);
    rememberWidths("b", new Map([["id", 90]]), store);

    expect([...rememberedWidths("a", store)]).toEqual([["constructor", 200]]);
    expect(rememberedWidths("a", store).get("toString")).toBeUndefined();
    expect([...rememberedWidths("b", store)]).toEqual([["id", 90]]);
  });

  it("are kept of the tables that were changed last, so that they do not fill the browser's room", () => {
    const store = memoryStore();

    for (let n = 0; n < 100; n++) rememberWidths(`table ${n}`, new Map([["id", 100]]), store);

    expect(rememberedWidths("table 0", store).size).toBe(0);
    expect(rememberedWidths("table 99", store).size).toBe(1);
  });

  it.each(["nonsense", "{}", "[1, null]", '[{"key":"a","widths":{"id":"wide"}}]'])("are none where the browser holds %s", (text) => {
    const store = { getItem: () => text, setItem: () => undefined };

    expect(rememberedWidths("a", store).size).toBe(0);
  });

  it("are never so small or large that a column could not be got hold of", () => {
    const store = { getItem: () => '[{"key":"a","widths":{"id":-5,"name":1e9}}]', setItem: () => undefined };

    expect([...rememberedWidths("a", store).values()]).toEqual([56, 800]);
  });
});
