import { describe, expect, it } from "vitest";
import type { ReaderLimits } from "../../csv/limits.ts";
import { toByteSource } from "../../csv/source/byte-source.ts";
import type { BadRowPolicy } from "../../jobs/job.ts";
import type { RunContext } from "../operation.ts";
import { RejectWriter } from "../results/reject-writer.ts";
import { RunOutputs } from "../results/run-outputs.ts";
import type { InputParams } from "./input-params.ts";
import { type RowBlock, type RowIssue, readRows } from "./read-rows.ts";

const content = '\ufeffid;name\n1;Ann\n2\n3;"Çe;lik"\n4;Bo;more\n5;Zoë\n';

interface Options {
  content?: string;
  params?: InputParams;
  onBadRow?: BadRowPolicy;
  reject?: (cells: readonly string[]) => RowIssue | null;
  multipleOf?: number;
  limits?: Partial<ReaderLimits>;
}

async function* inSmallChunks(text: string) {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += 7) yield bytes.slice(at, at + 7);
}

async function read({ content: text = content, params = {}, onBadRow = "keep", reject, multipleOf, limits }: Options = {}) {
  const written = new Map<string, string>();
  const blocks: RowBlock[] = [];
  const begun: object[] = [];
  const failed: object[] = [];
  const context: RunContext<InputParams> = {
    params,
    onBadRow,
    files: [],
    ...(limits && { limits }),
    signal: new AbortController().signal,
    progress: () => undefined,
    maskKey: async () => new Uint8Array(32),
    failed: ({ counts }) => failed.push(counts),
    async openOutput(name) {
      return {
        write: async (chunk) =>
          void written.set(name, (written.get(name) ?? "") + new TextDecoder("utf-8", { ignoreBOM: true }).decode(chunk)),
        close: async () => ({ bytes: 0 }),
        abort: async () => undefined,
      };
    },
  };
  const file = { name: "people.csv", size: null, open: () => toByteSource(inSmallChunks(text)) };
  const rejects = new RejectWriter(new RunOutputs(context.openOutput), { namesFiles: false });
  const run = {
    rejects,
    rejectsName: "rejects.csv",
    placeInMessages: "",
    ...(multipleOf !== undefined && { multipleOf }),
    progress: () => undefined,
    begin: (table: object) => void begun.push(table),
  };
  const report = await readRows(context, file, run, async (block) => {
    blocks.push(block);
    for (const row of block.rows) {
      const issue = reject?.(row.cells);
      if (issue) block.reject(row, issue);
    }
  }).catch((error: Error) => error);
  const rows = blocks.flatMap((block) => block.rows.map(({ line, record, cells }) => ({ line, record, cells })));
  return { report, rows, blocks, begun, failed, written };
}

describe("readRows", () => {
  it("gives each row with its place and as many cells as there are columns", async () => {
    const { rows, begun, report } = await read();

    expect(rows).toEqual([
      { line: 2, record: 1, cells: ["1", "Ann"] },
      { line: 3, record: 2, cells: ["2", ""] },
      { line: 4, record: 3, cells: ["3", "Çe;lik"] },
      { line: 5, record: 4, cells: ["4", "Bo"] },
      { line: 6, record: 5, cells: ["5", "Zoë"] },
    ]);
    expect(begun).toEqual([{ columns: ["id", "name"], decimalComma: false }]);
    expect(report).toMatchObject({ file: "people.csv", counts: { in: 5, out: 5, rejected: 0, filtered: 0 } });
  });

  it("sets aside what the policy and what its reader reject, in the order of the file", async () => {
    const { blocks, written, report } = await read({
      onBadRow: "reject",
      reject: ([id]) => (id === "1" || id === "5" ? { code: "empty-key", column: "name", message: "It is not wanted." } : null),
    });

    expect(blocks[0]?.rejected).toMatchObject([
      { line: 3, codes: ["too-few-fields"] },
      { line: 5, codes: ["too-many-fields"] },
    ]);
    expect(written.get("rejects.csv")).toBe("\ufeffid;name\n1;Ann\n2\n4;Bo;more\n5;Zoë\n");
    expect(written.get("rejects.ndjson")).toContain('"codes":["empty-key"],"message":"Line 2: It is not wanted.","raw":"1;Ann"');
    expect(report).toMatchObject({
      counts: { in: 5, out: 1, rejected: 4, filtered: 0 },
      issues: expect.arrayContaining([expect.objectContaining({ code: "empty-key", count: 2 })]),
    });
  });

  it("counts a row that is rejected twice once, with both reasons", async () => {
    const twice = { code: "bad-type" as const, message: "It is wrong." };
    const { report, written } = await read({
      content: "id,a\n1,2\n2,3\n",
      reject: ([id]) => (id === "1" ? twice : null),
      params: { filter: [{ column: "id", is: "equals", value: "1" }] },
    });

    expect(report).toMatchObject({ counts: { in: 2, out: 0, rejected: 1, filtered: 1 } });
    expect(written.get("rejects.ndjson")?.split("\n").length).toBe(2);
  });

  it.each([
    ["the reader's", null, 2, { in: 1, out: 1, rejected: 0, filtered: 0 }],
    [
      "an operation's",
      (cells: readonly string[]) => (cells[0] === "1" ? { code: "empty-key" as const, message: "No." } : null),
      1,
      { in: 0 },
    ],
  ])("stops at the first bad row, %s, having told what was done before", async (_, reject, record, counts) => {
    const { report, failed, blocks } = await read({ onBadRow: "stop", ...(reject && { reject }) });

    expect(report).toMatchObject({ code: "stopped-at-bad-row" });
    expect(failed).toMatchObject([counts]);
    expect(blocks.flatMap(({ rows }) => rows).every((row) => row.record <= record)).toBe(true);
  });

  it("knows nothing of what is masked, dropped or filtered", async () => {
    const { rows, begun, written } = await read({
      onBadRow: "reject",
      params: {
        mask: [
          { column: "id", method: "drop" },
          { column: "name", method: "redact" },
        ],
        filter: [{ column: "id", is: "less", value: 4 }],
      },
      reject: () => ({ code: "bad-type", message: "No." }),
    });

    expect(begun).toEqual([{ columns: ["name"], decimalComma: false }]);
    expect(rows.map(({ cells }) => cells)).toEqual([["***"], ["***"]]);
    expect(written.get("rejects.csv")).toBe("name\n***\n***\n");
    expect([...written.values()].join("")).not.toMatch(/Ann|Çe|Bo|Zoë/);
  });

  it("reads a column under the name it is meant to have, and says so", async () => {
    const headers = [
      { column: "name", as: "full_name" },
      { column: "Name", as: "x" },
      { column: "id", as: "full_name" },
    ];
    const { begun, report, rows } = await read({ params: { headers, filter: [{ column: "full_name", is: "not-empty" }] } });

    expect(begun).toMatchObject([{ columns: ["id", "full_name"] }]);
    expect(rows).toHaveLength(4);
    expect(report).toMatchObject({ issues: expect.arrayContaining([expect.objectContaining({ code: "renamed-header", count: 1 })]) });
  });

  describe("in multiples", () => {
    const lines = Array.from({ length: 43 }, (_, n) => `${n};${n % 11 === 7 ? "Ç" : "Ann"}${n % 13 === 12 ? ";more" : ""}`);
    const options: Options = {
      content: `id;name\n${lines.join("\n")}\n`,
      reject: ([id]) => (Number(id) % 4 === 3 ? { code: "empty-key", message: "It is not wanted." } : null),
    };

    it("takes rows beyond the borders of blocks, and leaves the last few for the end", async () => {
      const { blocks } = await read({ ...options, multipleOf: 5, limits: { blockRecords: 7 } });

      expect(blocks.map(({ rows }) => rows.length)).toEqual([5, 5, 10, 5, 10, 5, 3]);
    });

    it.each<BadRowPolicy>(["keep", "reject", "stop"])("says and rejects the same as without (%s)", async (onBadRow) => {
      const plain = await read({ ...options, onBadRow });

      for (const [multipleOf, blockRecords] of [[5, 7] as const, [8, 3] as const, [100, 4] as const]) {
        const { rows, report, failed, written } = await read({ ...options, onBadRow, multipleOf, limits: { blockRecords } });

        if (onBadRow !== "stop") expect(rows).toEqual(plain.rows);
        expect(written).toEqual(plain.written);
        expect(report).toEqual(report instanceof Error ? plain.report : { ...plain.report, ms: expect.any(Number) });
        expect(failed).toEqual(plain.failed);
      }
    });
  });

  it("begins also where there is no row", async () => {
    const { begun, blocks, report } = await read({ content: "id,name\n" });

    expect(begun).toHaveLength(1);
    expect(blocks).toEqual([]);
    expect(report).toMatchObject({ counts: { in: 0, out: 0, rejected: 0, filtered: 0 } });
  });
});
