import { afterEach, describe, expect, it, vi } from "vitest";
import { keepHere, readKept } from "./kept-here.ts";

function memoryStore(text: string | null = null) {
  let kept = text;
  return {
    getItem: () => kept,
    setItem: (_: string, next: string) => {
      kept = next;
    },
  };
}

function refuse(name: string) {
  return () => {
    throw new DOMException("Not for you.", name);
  };
}

afterEach(() => vi.unstubAllGlobals());

describe("what a browser keeps for us", () => {
  it("is there again as it was", () => {
    const store = memoryStore();

    expect(keepHere("a", { rows: [1, "two"] }, store)).toBe(true);

    expect(readKept("a", store)).toEqual({ rows: [1, "two"] });
  });

  it.each([null, "", "nonsense", "{"])("is nothing where %j stands there", (text) => {
    expect(readKept("a", memoryStore(text))).toBeUndefined();
  });

  it("is nothing where there is no room, or where it may not be asked", () => {
    const full = { getItem: () => null, setItem: refuse("QuotaExceededError") };
    expect(keepHere("a", 1, full)).toBe(false);
    vi.stubGlobal("localStorage", undefined);
    expect(readKept("a")).toBeUndefined();
    expect(keepHere("a", 1)).toBe(false);
    Object.defineProperty(globalThis, "localStorage", { configurable: true, get: refuse("SecurityError") });

    expect(readKept("a")).toBeUndefined();
    expect(keepHere("a", 1)).toBe(false);
  });
});
