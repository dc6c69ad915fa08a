import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { checkFixedRows } from "#core/fixes/check-fixed-rows";
import type { Fix } from "#core/fixes/fix";
import { FixPlan } from "#core/fixes/fix-plan";
import { formatRanges, maxRangesText } from "#core/fixes/reject-ranges";
import type { RejectShape } from "#core/fixes/reject-shape";
import type { KnownJob } from "../job/use-job.ts";
import { collectAll } from "./collect-fixed.ts";
import type { FromFixWorker, ToFixWorker } from "./fix-messages.ts";

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
const schema = { fields: [{ name: "id", type: "integer" }, { name: "city" }] };
const job = { id: "x", operation: "validate", params: { schema } } as unknown as KnownJob;

/** The worker of the page, in the test's own thread. */
class WorkerHere {
  onmessage: (event: { data: FromFixWorker }) => void = () => undefined;

  postMessage({ id, request }: ToFixWorker): void {
    void checkFixedRows(request, new AbortController().signal).then(({ faults }) => this.onmessage({ data: { id, answer: { faults } } }));
  }
}

function serve(lines: readonly { codes: string[]; raw: string }[]): void {
  const list = lines.map((line, index) => JSON.stringify({ line: index + 2, record: index + 1, byte: 0, message: "", ...line })).join("\n");
  const bytes = new TextEncoder().encode(`${list}\n`);
  vi.stubGlobal("fetch", async (url: string, init?: RequestInit) => {
    if (url.startsWith("/api/")) return Response.json({ url: "https://storage.test/list", bytes: bytes.length });
    const [from = 0, to = 0] = (new Headers(init?.headers).get("range") ?? "").slice("bytes=".length).split("-").map(Number);
    return new Response(bytes.slice(from, to + 1), { status: 206 });
  });
}

async function collect(fixes: readonly Fix[], sent: readonly (readonly [number, number])[] = []) {
  const read: number[] = [];
  const collected = await collectAll({ job, shapes: [shape], plan: new FixPlan(fixes), sent }, (rows) => read.push(rows));
  return { ...collected, read, texts: await Promise.all(collected.files.map((file) => file.text())) };
}

beforeEach(() => vi.stubGlobal("Worker", WorkerHere));
afterEach(() => vi.unstubAllGlobals());

const short = (index: number) => ({ codes: ["too-few-fields"], raw: String(index) });

describe("a fix for all rows of a kind", () => {
  it("is done to rows of every window, but for those that were sent and those that are wrong still", async () => {
    const count = 20_003;
    const wrong = new Set([3, 15_000]);
    serve(Array.from({ length: count }, (_, index) => (wrong.has(index) ? { ...short(index), raw: `x${index}` } : short(index))));

    const { files, texts, rejects, rows, isCut, read } = await collect([{ kind: "pad", group: "too-few-fields" }], [[10, 19]]);

    expect(formatRanges(rejects)).toBe("0-2,4-9,20-14999,15001-20002");
    expect({ rows, isCut }).toEqual({ rows: count - 12, isCut: false });
    expect(read).toEqual([10_000, 20_000, 0]);
    expect(files.map(({ name }) => name)).toEqual(["a.fixed.csv"]);
    const lines = (texts[0] ?? "").trimEnd().split("\r\n");
    expect(lines.length).toBe(rows + 1);
    expect([lines[0], lines[1], lines.at(-1)]).toEqual(["id,city", "0,", "20002,"]);
  });

  it("sends as many rows as one job takes by their places, and says that there are others", async () => {
    serve(Array.from({ length: 8000 }, (_, index) => (index % 2 === 0 ? short(index) : { codes: ["bad-type"], raw: `x${index},Rome` })));

    const first = await collect([{ kind: "pad", group: "too-few-fields" }]);
    const second = await collect([{ kind: "pad", group: "too-few-fields" }], first.rejects);

    expect(first.isCut).toBe(true);
    expect(formatRanges(first.rejects).length).toBeLessThanOrEqual(maxRangesText);
    expect(first.rejects.at(-1)?.[1]).toBeLessThan(second.rejects[0]?.[0] ?? 0);
    expect(second.texts[0]?.split("\r\n")[1]).toBe(`${second.rejects[0]?.[0]},`);
  });
});
