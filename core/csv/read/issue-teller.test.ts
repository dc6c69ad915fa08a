import { describe, expect, it } from "vitest";
import type { PlanFinding } from "../detect/table-plan.ts";
import { IssueLog } from "../issue-log.ts";
import { tellPlan } from "./issue-teller.ts";

const toSource = (at: number) => at + 3;

describe("what is known before a file is read", () => {
  it.each([
    { says: "is a guess", name: "iso-8859-2", confidence: 0.3, codes: ["low-confidence"] },
    { says: "is the usual one, and a guess", name: "windows-1252", confidence: 0.2, codes: ["low-confidence"] },
    { says: "is the usual one, and likely", name: "windows-1252", confidence: 0.3, codes: [] },
    { says: "was asked for", name: "iso-8859-2", confidence: 1, codes: [] },
  ])("says of an encoding that $says: $codes", ({ name, confidence, codes }) => {
    const log = new IssueLog();

    tellPlan(log, { findings: [], dataStart: 0 }, { encoding: { name, confidence, bomBytes: 0 }, toSource });

    expect(log.summaries().map(({ code }) => code)).toEqual(codes);
  });

  it("has its place among what is found later, also when it goes on from a checkpoint", () => {
    const place = (line: number) => ({ line, record: line - 1, column: null, name: null, message: "A footnote." });
    const finding = (at: number): PlanFinding => ({ code: "footnote", at, place: place(at) });
    const first = new IssueLog();

    tellPlan(first, { findings: [finding(50)], dataStart: 4 }, { encoding: { name: "utf-8", confidence: 1, bomBytes: 3 }, toSource });
    first.add("footnote", () => ({ ...place(10), byte: 13 }));
    const log = new IssueLog(JSON.parse(JSON.stringify(first.state)));
    for (let line = 60; line < 80; line++) log.add("footnote", () => ({ ...place(line), byte: line + 3 }));

    const { count, first: places } = log.summaries().find(({ code }) => code === "footnote") ?? { count: 0, first: [] };
    expect(count).toBe(22);
    expect(places.map(({ line }) => line)).toEqual([10, 50, 60, 61, 62, 63, 64, 65, 66, 67]);
  });
});
