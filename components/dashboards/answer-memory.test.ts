import { expect, it } from "vitest";
import { forgetLastQuery, keepLastQuery, lastQueryOf } from "./answer-memory.ts";

function memoryStore() {
  const kept = new Map<string, string>();
  return { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
}

it("the last query of a statement is known again, and only that", () => {
  const store = memoryStore();
  keepLastQuery("SELECT 1", "q1", store);
  keepLastQuery("SELECT 1", "q2", store);
  keepLastQuery("SELECT 2", "q3", store);

  expect(lastQueryOf("SELECT 1", store)).toBe("q2");
  expect(lastQueryOf("SELECT 3", store)).toBeUndefined();
  forgetLastQuery("SELECT 1", store);
  expect(lastQueryOf("SELECT 1", store)).toBeUndefined();
  expect(lastQueryOf("SELECT 2", store)).toBe("q3");
});

it("the oldest go where there are too many, and what is no memory of ours is none", () => {
  const store = memoryStore();
  for (let index = 0; index <= 200; index++) keepLastQuery(`SELECT ${index}`, `q${index}`, store);

  expect(lastQueryOf("SELECT 0", store)).toBeUndefined();
  expect(lastQueryOf("SELECT 200", store)).toBe("q200");
  store.setItem("sluice.card-answers", "{}");
  expect(lastQueryOf("SELECT 200", store)).toBeUndefined();
});
