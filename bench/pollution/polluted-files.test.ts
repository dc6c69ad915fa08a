import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { columnNames, createCleanTable, recordCount, toTokens } from "./clean-table.ts";
import { createFileLevelFiles } from "./file-level.ts";
import { createRecordLevelFiles } from "./record-level.ts";

const fileLevel = [...createFileLevelFiles()];
const recordLevel = [...createRecordLevelFiles()];
const decoder = new TextDecoder();

describe("polluted files", () => {
  it("are made of a table whose rows can be told apart", () => {
    const { names, rows } = createCleanTable();

    expect(names).toEqual(columnNames);
    expect(rows).toHaveLength(recordCount);
    expect(new Set(rows.flatMap(toTokens)).size).toBe(2 * recordCount);
  });

  it("are about 2,300, each with a name of its own, and the same on every machine", () => {
    const all = [...fileLevel, ...recordLevel];
    const hash = createHash("sha256");
    for (const { name, bytes } of all) hash.update(name).update(bytes);

    expect(all).toHaveLength(67 + (recordCount + 1) * (8 + 9 + 9 + 1));
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    expect(hash.digest("hex")).toMatchInlineSnapshot(`"6ba04216e8d2ebd6bb991b679234201fa771fecf8e1f8b895504f33c97ec663f"`);
  });

  it("of the record level differ from the clean file in the record that they say, by its separators and quotes alone", () => {
    const clean = decoder.decode(fileLevel[0]?.bytes).split("\r\n");
    for (const { name, bytes, at } of recordLevel) {
      const lines = decoder.decode(bytes).split("\r\n");
      const first = lines.findIndex((line, index) => line !== clean[index]);
      const [was, is] = [clean[first] ?? "", lines[first] ?? ""];

      expect(lines.length, name).toBe(clean.length);
      expect(first, name).toBeGreaterThanOrEqual(0);
      expect(lines.slice(first + 1), name).toEqual(clean.slice(first + 1));
      expect(is.replace(/[",;\t| ]/g, ""), name).toBe(was.replace(/[",;\t| ]/g, ""));
      expect(decoder.decode(bytes).split("\n")[(at?.line ?? 0) - 1], name).toContain(is.split("\n")[0]);
    }
  });

  it("say on which lines the expected records start", () => {
    for (const { name, bytes, expected, lines } of fileLevel.filter(
      ({ kind }) => !["encoding", "field delimiter", "quote character"].includes(kind),
    )) {
      const text = decoder.decode(bytes).split(name === "lines-cr.csv" ? "\r" : "\n");
      for (const [index, row] of (expected?.rows ?? []).entries()) expect(text[(lines[index] ?? 0) - 1], name).toContain(row[0]);
    }
  });
});
