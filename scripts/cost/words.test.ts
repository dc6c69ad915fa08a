import { describe, expect, it } from "vitest";
import { billRows, largestLines, toDollars, toQuantity } from "./words.ts";

describe("dollars", () => {
  it.each([
    [12_345.6, "$12,346"],
    [1.234, "$1.23"],
    [0.0123, "$0.012"],
    [0.00123, "$0.00123"],
    [0.000001, "under $0.00001"],
    [0, "$0.00000"],
  ])("%d are told as %s", (dollars, words) => {
    expect(toDollars(dollars)).toBe(words);
  });
});

it("quantities have three figures, or all of their whole ones", () => {
  expect([toQuantity(1234.5), toQuantity(0.012345), toQuantity(4)]).toEqual(["1,235", "0.0123", "4"]);
});

describe("the lines of a bill", () => {
  const bill = {
    lambdaRequests: 5_000_000,
    s3Puts: 200_000,
    cloudFrontRequests: 0,
    edgeRequests: 1_000_000,
    cloudFrontFunctions: 4_000_000,
  };

  it("have a quantity where they are of one meter, their share, and the sum at the end", () => {
    expect(billRows(bill)).toEqual([
      ["Lambda's requests", "5,000,000", "$1.00", "33 %"],
      ["S3's writing requests", "200,000", "$1.00", "33 %"],
      ["CloudFront and its functions", "", "$1.00", "33 %"],
      ["**All**", "", "**$3.00**", ""],
    ]);
  });

  it("are named by their size", () => {
    expect(largestLines({ lambdaRequests: 1_000_000, s3Puts: 160_000 })).toBe("S3's writing requests (80 %) and Lambda's requests (20 %)");
  });
});
