import { describe, expect, it } from "vitest";
import { classify } from "./classify.ts";
import type { PollutedFile } from "./polluted-file.ts";
import type { Complaint, Reading } from "./reading.ts";

const row = (id: string): string[] => [id, "", "", "", "", "", "", `R-${id}`];
const names = ["a", "b", "c", "d", "e", "f", "g", "h"];
const file: PollutedFile = {
  name: "x.csv",
  level: "record",
  kind: "separator missing",
  bytes: new Uint8Array(),
  expected: { names, rows: [row("one"), row("two"), row("three"), row("four")] },
  headerLine: 1,
  lines: [2, 3, 5, 6, 7],
};
const reading = (rows: string[][], ...complaints: Complaint[]): Reading => ({ names, rows, complaints });
const complaint = (line: number | null, record: number | null = null, code = "too-few-fields"): Complaint => ({
  code,
  severity: "error",
  line,
  record,
});

describe("the verdict on a reading", () => {
  it("is exact when names and rows are the expected ones, whatever was said", () => {
    expect(classify(file, reading([row("one"), row("two"), row("three"), row("four")], complaint(3)))).toMatchObject({
      verdict: "exact",
      lost: 0,
    });
  });

  it.each([2, 3, 4, 5])("is flagged when a complaint stands on line %i, beside a record on lines 3 and 4", (line) => {
    const wrong = [row("one"), ["two"], row("three"), row("four")];

    expect(classify(file, reading(wrong, complaint(line)))).toMatchObject({ verdict: "flagged", lost: 0, firstDifference: 1 });
  });

  it.each([1, 6])("is silent when the only complaint stands on line %i, further away", (line) => {
    expect(classify(file, reading([row("one"), ["two"], row("three"), row("four")], complaint(line)))).toMatchObject({ verdict: "silent" });
  });

  it("is flagged by a complaint about the whole file only if that names the cause", () => {
    const preamble: PollutedFile = { ...file, level: "file", kind: "preamble" };
    const wrong = reading([row("one"), ["two"], row("three"), row("four")], complaint(null, null, "preamble"));

    expect(classify(preamble, wrong).verdict).toBe("flagged");
    expect(classify(file, wrong).verdict).toBe("silent");
  });

  it("is exact when a file without a table is refused, or read as no rows", () => {
    const empty: PollutedFile = { ...file, expected: null, lines: [1] };

    expect(classify(empty, { refused: "empty-file" })).toMatchObject({ verdict: "exact", lost: 0 });
    expect(classify(empty, { names: [], rows: [], complaints: [] }).verdict).toBe("exact");
  });

  it("counts records that were dropped or drawn into another as lost", () => {
    const fused = [row("one"), ["two and R-three"], row("four")];

    expect(classify(file, reading(fused))).toMatchObject({ verdict: "silent", lost: 1 });
    expect(classify(file, reading([row("one")]))).toMatchObject({ lost: 3 });
    expect(classify(file, { refused: "no" })).toMatchObject({ verdict: "refused", lost: 4 });
  });
});
