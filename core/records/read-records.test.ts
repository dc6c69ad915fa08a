import { expect, it } from "vitest";
import { listRecords } from "./read-records.ts";
import { toKey } from "./record-key.ts";
import { createMemoryRecords } from "./testing/memory-records.ts";

const ref = { workspace: "ws", dataset: "records" };
const origin = { version: 1, job: "j", row: 1, writtenAt: "2026-03-01T00:00:00.000Z" };
const { signal } = new AbortController();

async function pagesOf(length: number, limit: number): Promise<string[][]> {
  const records = createMemoryRecords();
  const ids = ["a", "b", "c", "d", "e", "f", "g"];
  const put = ids.map((id) => ({ put: { ...origin, key: toKey([id]), data: { id, text: "x".repeat(length) }, history: [] } }));
  await records.writeMany(ref, put, signal);
  const pages: string[][] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await listRecords({ records }, { ...ref, limit, ...(cursor !== undefined && { cursor }) }, signal);
    pages.push(page.records.map(({ data }) => String(data.id)));
    cursor = page.cursor;
  }
  return pages;
}

it("records come page by page, each once, and the last page says that it is the last", async () => {
  expect(await pagesOf(1, 3)).toEqual([["a", "b", "c"], ["d", "e", "f"], ["g"]]);
  expect(await pagesOf(1, 7)).toEqual([["a", "b", "c", "d", "e", "f", "g"]]);
});

it("a page of long records is shorter, so that it can be sent", async () => {
  expect(await pagesOf(700 * 1024, 7)).toEqual([["a", "b"], ["c", "d"], ["e", "f"], ["g"]]);
});
