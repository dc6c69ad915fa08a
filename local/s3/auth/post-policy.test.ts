import { describe, expect, it } from "vitest";
import { parsePostPolicy, requirePolicyHolds, sizeRange } from "./post-policy.ts";

const later = new Date(Date.now() + 60_000).toISOString();
const base = [{ bucket: "box" }, ["eq", "$key", "a.csv"]];

function judge(conditions: unknown[], fields: Record<string, string> = {}, expiration: string = later): string {
  const policy = parsePostPolicy(Buffer.from(JSON.stringify({ expiration, conditions })).toString("base64"));
  try {
    requirePolicyHolds(policy, { bucket: "box", fields: new Map(Object.entries({ key: "a.csv", ...fields })) });
    return "allowed";
  } catch (error) {
    return String((error as Error).message);
  }
}

describe("a POST policy", () => {
  it.each([
    ["exact values", [...base, ["eq", "$Content-Type", "text/csv"]], { "content-type": "text/csv" }],
    ["a prefix", [{ bucket: "box" }, ["starts-with", "$key", "a."]], {}],
    ["an empty prefix, which is any value", [...base, ["starts-with", "$x-amz-meta-name", ""]], { "x-amz-meta-name": "anything" }],
    ["fields that need no condition", base, { "x-amz-signature": "s", policy: "p", "x-ignore-me": "1" }],
    ["each of several content types", [...base, ["starts-with", "$content-type", "text/"]], { "content-type": "text/csv, text/plain" }],
  ])("allows %s", (_, conditions, fields) => {
    expect(judge(conditions, fields)).toBe("allowed");
  });

  it.each([
    ["another value", [...base, { "Content-Type": "text/csv" }], { "content-type": "text/html" }, /Policy Condition failed/],
    ["a missing field", [...base, { "x-amz-meta-job": "1" }], {}, /Policy Condition failed/],
    [
      "one content type of several",
      [...base, ["starts-with", "$content-type", "text/"]],
      { "content-type": "text/csv,image/png" },
      /failed/,
    ],
    ["another key", [{ bucket: "box" }, { key: "b.csv" }], {}, /Policy Condition failed/],
    ["another bucket", [{ bucket: "other" }, { key: "a.csv" }], {}, /Policy Condition failed/],
    ["a bucket field that differs from the address", base, { bucket: "other" }, /Policy Condition failed/],
    ["a field without a condition", base, { "x-amz-meta-extra": "1" }, /Extra input fields: x-amz-meta-extra/],
    ["no condition on the bucket", [{ key: "a.csv" }], {}, /missing a condition on bucket/],
    ["no condition on the key", [{ bucket: "box" }], {}, /missing a condition on key/],
  ])("refuses %s", (_, conditions, fields, reason) => {
    expect(judge(conditions, fields)).toMatch(reason);
  });

  it("refuses after its expiry", () => {
    expect(judge(base, {}, new Date(Date.now() - 1000).toISOString())).toMatch(/Policy expired/);
  });

  it.each([
    "not json",
    JSON.stringify({ conditions: [] }),
    JSON.stringify({ expiration: later }),
    JSON.stringify({ expiration: later, conditions: [["near", "$key", "a"]] }),
    JSON.stringify({ expiration: later, conditions: [["content-length-range", 5, 1]] }),
    JSON.stringify({ expiration: later, conditions: [["eq", "key", "a"]] }),
  ])("that is malformed is refused: %s", (text) => {
    expect(() => parsePostPolicy(Buffer.from(text).toString("base64"))).toThrow(expect.objectContaining({ code: "InvalidPolicyDocument" }));
  });

  it("bounds the size by the tightest of its ranges", () => {
    const conditions = [
      ["content-length-range", 1, 100],
      ["content-length-range", 5, 500],
    ];
    const policy = parsePostPolicy(Buffer.from(JSON.stringify({ expiration: later, conditions })).toString("base64"));

    expect(sizeRange(policy, { minBytes: 0, maxBytes: 1000 })).toEqual({ minBytes: 5, maxBytes: 100 });
  });
});
