import { describe, expect, it } from "vitest";
import { Accounts } from "./accounts.ts";

const run = { bytes: 40, records: 4, recordBytes: 36, blankLines: 0, otherLineEnds: 0, unended: false };

describe("the accounts", () => {
  it("balance when every byte was a record's, a line end's or was skipped", () => {
    const accounts = new Accounts("file.csv", 1);
    accounts.skip(10);
    accounts.scanned(run);
    accounts.record(7, 1);

    expect(() => accounts.close(58)).not.toThrow();
    expect(accounts.state).toEqual({ records: 43, terminators: 5, skipped: 10 });
  });

  it.each([
    { says: "a record is missing between two others", wrong: { ...run, records: 3, recordBytes: 27 } },
    { says: "records overlap", wrong: { ...run, recordBytes: 38 } },
    { says: "a blank line was not counted", wrong: { ...run, bytes: 41 } },
  ])("do not when $says", ({ wrong }) => {
    expect(() => new Accounts("file.csv", 1).scanned(wrong)).toThrow(expect.objectContaining({ code: "unaccounted" }));
  });

  it("do not when the sums are not the file", () => {
    const accounts = new Accounts("file.csv", 1);
    accounts.scanned(run);

    expect(() => accounts.close(41)).toThrow(expect.objectContaining({ code: "unaccounted" }));
  });
});
