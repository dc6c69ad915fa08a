import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { convert } from "../convert.ts";
import type { RunCheckpoint } from "../operation.ts";
import { runOperation, type TestFile } from "../testing/run-operation.ts";

class Interrupted extends Error {}

const rows = [
  "1,x,é",
  "2,y",
  '3,"a ""b""","two\r\nlines"',
  "",
  '4,"y"z,w',
  "=5,w,v,u",
  "6,\0,q",
  '7,st"ray,w',
  '"8","open,w',
  "9,x,y",
  "10,x,z",
];
const table = `id,name,other\r\n${rows.join("\r\n")}\r\n`;

interface Case {
  files: readonly TestFile[];
  params: object;
  onBadRow: "keep" | "reject";
}

/** Runs until the checkpoint of that number was saved, or to the end. */
async function runUntil({ files, params, onBadRow }: Case, from: RunCheckpoint | undefined, last: number) {
  let saved: RunCheckpoint | undefined;
  let count = 0;
  const run = await runOperation(convert, {
    params,
    files,
    onBadRow,
    maskKey: async () => new Uint8Array(32),
    limits: { blockRecords: 1, detectionBytes: 64, maxRecordBytes: 4096 },
    checkpoints: {
      from,
      isDue: () => true,
      async save(checkpoint) {
        count++;
        if (count < last) return;
        saved = JSON.parse(JSON.stringify(checkpoint));
        throw new Interrupted();
      },
    },
  });
  const outcome = await run.running.catch((error: unknown) => {
    if (error instanceof Interrupted) return null;
    throw error;
  });
  return { outcome, saved, count, outputs: run.outputs };
}

/** Results as text, unpacked, without what time it took. */
function contentOf(outputs: ReadonlyMap<string, Uint8Array>): Record<string, string> {
  return Object.fromEntries(
    Array.from(outputs, ([name, bytes]) => {
      const content = (name.endsWith(".gz") ? gunzipSync(bytes) : Buffer.from(bytes)).toString("latin1");
      return [name, name === "report.json" ? content.replaceAll(/"ms": \d+/g, '"ms": 0') : content];
    }),
  );
}

const one = [{ name: "a.csv", content: table }];
const cases: [string, Case][] = [
  ["CSV", { files: one, params: { to: "csv", neutraliseFormulas: true }, onBadRow: "keep" }],
  ["JSON, with rejects", { files: one, params: { to: "json" }, onBadRow: "reject" }],
  ["gzip of NDJSON, with rejects", { files: one, params: { to: "ndjson", compress: "gzip" }, onBadRow: "reject" }],
  [
    "filtered, masked and renamed",
    {
      files: one,
      params: {
        to: "csv",
        headers: [{ column: "other", as: "note" }],
        filter: [{ column: "id", is: "less", value: 9 }],
        mask: [
          { column: "name", method: "partial", keepFirst: 1 },
          { column: "note", method: "hash" },
        ],
      },
      onBadRow: "keep",
    },
  ],
  ["a packed file", { files: [{ name: "a.csv.gz", content: gzipSync(table) }], params: { to: "tsv" }, onBadRow: "reject" }],
  [
    "UTF-16",
    { files: [{ name: "a.csv", content: Buffer.from(`\ufeff${table}`, "utf16le") }], params: { to: "ndjson" }, onBadRow: "reject" },
  ],
  ["several files", { files: [...one, { name: "b.csv", content: "p;q\n1;2\n3\n4;5\n" }], params: { to: "json" }, onBadRow: "reject" }],
];

describe("a conversion that is cut", () => {
  it.each(cases)("after any record and continued by others has the same results: %s", async (_, options) => {
    const whole = await runUntil(options, undefined, Number.POSITIVE_INFINITY);
    const expected = contentOf(whole.outputs);
    expect(whole.count).toBeGreaterThanOrEqual(rows.length - 1);

    for (let last = 1; last <= whole.count; last++) {
      const first = await runUntil(options, undefined, last);
      expect(first.outcome).toBeNull();
      const second = await runUntil(options, first.saved, Number.POSITIVE_INFINITY);

      expect(contentOf(second.outputs)).toEqual(expected);
      expect(second.outcome?.counts).toEqual(whole.outcome?.counts);
      expect(second.outcome?.issues).toEqual(whole.outcome?.issues);
      expect(second.outcome?.results.map(({ name, rows: count }) => [name, count])).toEqual(
        whole.outcome?.results.map(({ name, rows: count }) => [name, count]),
      );
    }
  });

  it.each(cases)("after each record in turn has the same results: %s", async (_, options) => {
    const whole = await runUntil(options, undefined, Number.POSITIVE_INFINITY);

    let run = await runUntil(options, undefined, 1);
    while (run.saved) run = await runUntil(options, run.saved, 1);

    expect(contentOf(run.outputs)).toEqual(contentOf(whole.outputs));
    expect(run.outcome?.counts).toEqual(whole.outcome?.counts);
  });
});
