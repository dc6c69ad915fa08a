import { afterEach, describe, expect, it, vi } from "vitest";
import type { RejectShape } from "#core/fixes/reject-shape";
import { type RejectsFrom, readRejects, theFirst } from "./read-rejects.ts";

const shape: RejectShape = {
  file: "a.csv",
  format: "delimited",
  dialect: { delimiter: ",", quote: '"', escape: '"', comment: "", lineEnd: "lf" },
  names: ["id", "city"],
  hasHeader: true,
  decimalComma: false,
  renamed: new Map(),
  isMasked: false,
};
const count = 25_003;
const list = Array.from({ length: count }, (_, index) =>
  JSON.stringify({ line: index + 2, record: index + 1, byte: 0, codes: ["too-few-fields"], message: "", raw: `é${index}` }),
).join("\n");
const bytes = new TextEncoder().encode(`${list}\n`);
const ranges: string[] = [];

/** A server that signs a link to the list, and storage that answers ranges of it. */
async function answer(url: string | URL | Request, init?: RequestInit): Promise<Response> {
  if (String(url).startsWith("/api/")) return Response.json({ url: "https://storage.test/list", bytes: bytes.length });
  const range = new Headers(init?.headers).get("range") ?? "";
  ranges.push(range);
  const [from = 0, to = 0] = range.slice("bytes=".length).split("-").map(Number);
  return new Response(bytes.slice(from, to + 1), { status: 206 });
}

afterEach(() => vi.unstubAllGlobals());

describe("a long list of rejects", () => {
  it("is read by ranges, a window after the other, and every row is in one of them at its place", async () => {
    vi.stubGlobal("fetch", answer);
    const places: number[] = [];
    const windows: number[] = [];

    for (let from: RejectsFrom | null = theFirst; from !== null; ) {
      const { rejects, next } = await readRejects({ jobId: "x", shapes: [shape] }, from);
      places.push(...rejects.map(({ place }) => place));
      windows.push(rejects.length);
      for (const { row, place } of rejects.slice(0, 3)) expect(row).toMatchObject({ cells: [`é${place}`, ""], given: 1 });
      from = next;
    }

    expect(windows).toEqual([10_000, 10_000, 5003]);
    expect(places).toEqual(Array.from({ length: count }, (_, place) => place));
    expect(ranges).toHaveLength(3);
  });
});
