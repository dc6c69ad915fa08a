import { beforeAll, describe, expect, it } from "vitest";
import { classify, type Outcome } from "./classify.ts";
import { createFileLevelFiles } from "./file-level.ts";
import { createSluice } from "./readers/sluice.ts";
import { createRecordLevelFiles } from "./record-level.ts";

/** Wrong without a word: docs/limits.md says of each why no reader can know. */
const knownSilent = ["shift_jis.csv"];

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

  it("is never wrong about a record without a word", () => {
    expect(named(({ verdict, level }) => verdict === "silent" && level === "record")).toEqual([]);
  });

  it("is wrong about a whole file without a word only where no reader can know", () => {
    expect(knownSilent).toEqual(expect.arrayContaining(named(({ verdict, level }) => verdict === "silent" && level === "file")));
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

  it("gets nearly every dialect, encoding, header and preamble right", () => {
    const kinds = [
      "field delimiter",
      "record delimiter",
      "encoding",
      "byte order mark",
      "end of file",
      "few records",
      "no header",
      "header names",
      "preamble",
    ];

    expect(knownSilent).toEqual(expect.arrayContaining(named(({ kind, verdict }) => kinds.includes(kind) && verdict !== "exact")));
  });

  it("reads the same with either kernel", { timeout: 60_000 }, async () => {
    const [wasm, plain] = [createSluice("wasm"), createSluice("plain")];
    for (const file of [...files, ...records.filter((_, index) => index % 5 === 0)]) {
      expect(await plain.read(file.bytes), file.name).toEqual(await wasm.read(file.bytes));
    }
  });
});
