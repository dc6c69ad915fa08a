import { describe, expect, it } from "vitest";
import type { CheckOptions, FileCheck } from "../reading/file-check.ts";
import { checkKey, FileChecks } from "./file-checks.ts";

const answer: FileCheck = { records: 3, rejected: 0, issues: [], bytes: 12, ms: 1 };
const file = new File(["a"], "a.csv");
const basis = { dialect: undefined, schema: undefined };

/** A check that is finished by hand. */
function slowCheck() {
  const asked: { options: CheckOptions; resolve: (check: FileCheck) => void; reject: (error: Error) => void }[] = [];
  const check = (_: File, options: CheckOptions) => new Promise<FileCheck>((resolve, reject) => asked.push({ options, resolve, reject }));
  return { asked, checks: new FileChecks(check) };
}

describe("the check of a whole file", () => {
  it("says how far it is, and what it found", async () => {
    const { asked, checks } = slowCheck();
    const done = checks.start(file, basis);

    asked[0]?.options.onProgress?.({ bytes: 5, totalBytes: 10, records: 1, issues: 0 });
    expect(checks.getStates().get(file)).toMatchObject({ kind: "running", progress: { bytes: 5 } });
    asked[0]?.resolve(answer);
    await done;

    expect(checks.getStates().get(file)).toMatchObject({ kind: "done", check: answer, key: checkKey(basis) });
  });

  it("is forgotten when it is cancelled, whatever it answers later", async () => {
    const { asked, checks } = slowCheck();
    const done = checks.start(file, basis);

    checks.cancel(file);
    asked[0]?.resolve(answer);
    asked[0]?.options.onProgress?.({ bytes: 9, totalBytes: 10, records: 1, issues: 0 });
    await done;

    expect(asked[0]?.options.signal?.aborted).toBe(true);
    expect(checks.getStates().size).toBe(0);
  });

  it("says why it could not be finished", async () => {
    const { asked, checks } = slowCheck();
    const done = checks.start(file, basis);

    asked[0]?.reject(new Error("The file cannot be read any more."));
    await done;

    expect(checks.getStates().get(file)).toMatchObject({ kind: "failed" });
  });

  it("ends with its file", () => {
    const { asked, checks } = slowCheck();
    void checks.start(file, basis);

    checks.keep([]);

    expect(asked[0]?.options.signal?.aborted).toBe(true);
    expect(checks.getStates().size).toBe(0);
  });

  it("is of one reading and one schema: nothing else makes it another", () => {
    expect(checkKey({ dialect: {}, schema: undefined })).toBe(checkKey(basis));
    expect(checkKey({ dialect: { delimiter: ";", header: 1 }, schema: undefined })).toBe(
      checkKey({ dialect: { header: 1, delimiter: ";" }, schema: undefined }),
    );
    expect(checkKey({ dialect: { delimiter: ";" }, schema: undefined })).not.toBe(checkKey(basis));
    expect(checkKey({ ...basis, schema: { fields: [] } })).not.toBe(checkKey(basis));
  });
});
