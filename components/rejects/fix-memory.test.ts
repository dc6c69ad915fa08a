import { describe, expect, it } from "vitest";
import { addFix, noFixes } from "#core/fixes/fix-history";
import { rememberedFixes, rememberFixes } from "./fix-memory.ts";

function memoryStore(room = Number.POSITIVE_INFINITY) {
  const texts = new Map<string, string>();
  return {
    getItem: (key: string) => texts.get(key) ?? null,
    removeItem: (key: string) => void texts.delete(key),
    setItem(key: string, text: string) {
      if (text.length > room) throw new DOMException("The room is used up.", "QuotaExceededError");
      texts.set(key, text);
    },
  };
}
const history = addFix(noFixes, { kind: "pad", group: "too-few-fields" });

describe("corrections that were not sent yet", () => {
  it("are there again, each with its job", () => {
    const store = memoryStore();

    expect(rememberFixes("a", history, store)).toBe(true);
    expect(rememberFixes("b", addFix(history, { kind: "cut", group: "x" }), store)).toBe(true);

    expect(rememberedFixes("a", store)).toEqual(history);
    expect(rememberedFixes("b", store).done).toHaveLength(2);
    expect(rememberedFixes("c", store)).toBe(noFixes);
  });

  it("are forgotten with the last step, and of all but the latest jobs", () => {
    const store = memoryStore();
    for (let job = 0; job < 12; job++) rememberFixes(`job ${job}`, history, store);
    rememberFixes("job 11", noFixes, store);

    expect(rememberedFixes("job 0", store)).toBe(noFixes);
    expect(rememberedFixes("job 11", store)).toBe(noFixes);
    expect(rememberedFixes("job 10", store)).toEqual(history);
  });

  it("are said not to be kept where there is no room", () => {
    const many = { done: Array.from({ length: 20_000 }, () => ({ kind: "pad" as const, group: "too-few-fields" })), undone: [] };

    expect(rememberFixes("a", many, memoryStore())).toBe(false);
    expect(rememberFixes("a", history, memoryStore(10))).toBe(false);
  });

  it.each([
    "nonsense",
    "{}",
    "[null, 1]",
    '[{"job":"a"}]',
    '[{"job":"a","at":1,"history":{"done":[{"kind":"later","group":"x"}],"undone":[]}}]',
  ])("are none where the browser holds %s", (text) => {
    const store = memoryStore();
    store.setItem("sluice.fixes", text);

    expect(rememberedFixes("a", store)).toBe(noFixes);
  });
});
