import { beforeAll, describe, expect, it } from "vitest";
import { classify, type Outcome } from "./classify.ts";
import { createFileLevelFiles } from "./file-level.ts";
import { createSluice } from "./readers/sluice.ts";
import { createRecordLevelFiles } from "./record-level.ts";

/** Every twentieth of 27 variants a record, so that in time each kind is met at each column. All of them: `npm run bench:pollock`. */
const records = [...createRecordLevelFiles()].filter((_, index) => index % 20 === 0);
const files = [...createFileLevelFiles()];

describe("the reader, on polluted files", () => {
  const outcomes: Outcome[] = [];
  const named = (wanted: (outcome: Outcome) => boolean): string[] => outcomes.filter(wanted).map(({ file }) => file);

  beforeAll(async () => {
    const reader = createSluice("wasm");
    for (const file of [...files, ...records]) outcomes.push(classify(file, await reader.read(file.bytes)));
  }, 60_000);

  it("says nothing about a clean file", () => {
    expect(outcomes.find(({ file }) => file === "clean.csv")).toMatchObject({ verdict: "exact", said: [] });
  });

  it("is never wrong without a word", () => {
    expect(named(({ verdict }) => verdict === "silent")).toEqual([]);
  });

  it("loses no record", () => {
    expect(named(({ lost }) => lost > 0)).toEqual([]);
  });

  it("refuses nothing but a file with nothing in it", () => {
    expect(named(({ verdict }) => verdict === "refused")).toEqual([]);
    expect(outcomes.filter(({ kind }) => kind === "empty").map(({ said }) => said)).toEqual([
      ["empty-file"],
      ["empty-file"],
      ["empty-file"],
    ]);
  });

  it("gets every delimiter, encoding, header and preamble right", () => {
    const kinds = [
      "field delimiter",
      "quote character",
      "header rows",
      "record delimiter",
      "encoding",
      "byte order mark",
      "end of file",
      "few records",
      "no header",
      "header names",
      "preamble",
    ];

    expect(named(({ kind, verdict }) => kinds.includes(kind) && verdict !== "exact")).toEqual([]);
  });

  it("reads the same with either kernel", { timeout: 60_000 }, async () => {
    const [wasm, plain] = [createSluice("wasm"), createSluice("plain")];
    for (const file of [...files, ...records.filter((_, index) => index % 5 === 0)]) {
      expect(await plain.read(file.bytes), file.name).toEqual(await wasm.read(file.bytes));
    }
  });
});
