import { describe, expect, it } from "vitest";
import type { Fix } from "#core/fixes/fix";
import { FixPlan } from "#core/fixes/fix-plan";
import { createRejectReader } from "#core/fixes/read-reject";
import type { RejectLine } from "#core/fixes/reject-line";
import type { RejectShape } from "#core/fixes/reject-shape";
import { checkKey, type FaultOf, toFixedReject } from "./fixed-reject.ts";
import { RejectRows } from "./held-reject.ts";

const shape: RejectShape = {
  file: "a.csv",
  format: "delimited",
  dialect: { delimiter: ",", quote: '"', escape: '"', comment: "", lineEnd: "lf" },
  names: ["id", "city", "amount"],
  hasHeader: true,
  decimalComma: false,
  renamed: new Map(),
  isMasked: false,
};
const short: RejectLine = {
  line: 7,
  record: 6,
  byte: 1,
  codes: ["too-few-fields"],
  message: "Line 7 has 1 field; the table has 3.",
  raw: "x",
};
const pad: Fix = { kind: "pad", group: "too-few-fields" };
const unchecked: FaultOf = () => undefined;

function look(line: RejectLine, fixes: Fix[] = [], { faultOf = unchecked, sent = [] as [number, number][] } = {}) {
  const held = new RejectRows([shape], createRejectReader).hold(line, 4);
  if (!held) throw new Error("The line is of the only file.");
  return toFixedReject(held, { plan: new FixPlan(fixes), sent, faultOf });
}

describe("a rejected row", () => {
  it("says why it was set aside until something is done about it", () => {
    expect(look(short)).toMatchObject({ state: "open", reason: "Has 1 field; the table has 3.", faulty: [1, 2] });
  });

  it("is checked when it is whole, and can be sent when nothing is wrong", () => {
    expect(look(short, [pad])).toMatchObject({ state: "checking", faulty: [] });
    expect(look(short, [pad], { faultOf: () => null })).toMatchObject({ state: "ready", reason: "Fixed" });
  });

  it("says what is wrong with it still, and where", () => {
    const fault = { codes: ["bad-type" as const], message: '"id" is "x", which is no number.', columns: [0] };

    expect(look(short, [pad], { faultOf: () => fault })).toMatchObject({ state: "wrong", reason: fault.message, faulty: [0] });
  });

  it("is not right before it has as many cells as there are columns", () => {
    const fill: Fix = { kind: "fill", group: "too-few-fields", column: 1, value: "Oslo" };
    const long: RejectLine = { ...short, codes: ["too-many-fields"], raw: "1,2,3,4,5" };
    const trimmed: Fix = { kind: "fill", group: "too-many-fields", column: 0, value: "9" };

    expect(look(short, [fill], { faultOf: () => null })).toMatchObject({ state: "wrong", faulty: [2] });
    expect(look(long, [trimmed], { faultOf: () => null })).toMatchObject({ state: "wrong", faulty: [3] });
  });

  it("is left alone when another job has it, or when it cannot be corrected", () => {
    expect(look(short, [pad], { sent: [[3, 4]] })).toMatchObject({ state: "sent" });
    expect(look({ ...short, raw: undefined, rawBase64: "/w==" } as unknown as RejectLine, [pad])).toMatchObject({ state: "locked" });
  });

  it("is checked again when its cells are others, and only then", () => {
    const [one, two] = [look(short, [pad]), look(short, [pad, { kind: "trim", group: "too-few-fields", column: null }])];

    expect(checkKey(one.reject, one.fixed)).toBe(checkKey(two.reject, two.fixed));
    expect(checkKey(one.reject, one.fixed)).not.toBe(checkKey(one.reject, { ...one.fixed, cells: ["x", "", "1"] }));
  });
});
