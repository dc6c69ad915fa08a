import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { isAppError } from "../../app-error.ts";
import { convertContent } from "./testing/convert-content.ts";
import { corporaPresent, listCorpus, readCorpus, whyCorporaAreSkipped } from "./testing/corpora.ts";

/** What a file may end with instead of records. */
const fileErrors = [
  "empty-file",
  "binary-file",
  "unsupported-file",
  "unknown-encoding",
  "truncated-archive",
  "archive-too-large",
  "too-many-columns",
  "header-too-long",
];
/** Records with one of these are rejected whatever the policy. */
const unwritable: string[] = ["record-too-long", "bad-json"];
const maxMilliseconds = 5_000;

type Outcome = { error: string } | Awaited<ReturnType<typeof convertContent>>;

async function read(name: string, bytes: Uint8Array, kernel: "wasm" | "plain"): Promise<Outcome> {
  const started = performance.now();
  try {
    return await convertContent(bytes, "ndjson", { name, kernel });
  } catch (error) {
    if (!isAppError(error)) throw new Error(`${name} broke the reader`, { cause: error });
    expect(fileErrors, `${name}: ${error.message}`).toContain(error.code);
    return { error: error.code };
  } finally {
    expect(performance.now() - started, name).toBeLessThan(maxMilliseconds);
  }
}

/** One outcome; the counts add up; each record is one line of JSON; both kernels agree. */
async function check(name: string, bytes: Uint8Array): Promise<"records" | "file error"> {
  const wasm = await read(name, bytes, "wasm");
  expect(await read(name, bytes, "plain"), name).toEqual(wasm);
  if ("error" in wasm) return "file error";
  const lines = new TextDecoder().decode(wasm.output).split("\n");
  expect(lines.pop(), name).toBe("");
  for (const line of lines) JSON.parse(line);
  const unwritten = wasm.issues.filter(({ code }) => unwritable.includes(code)).reduce((sum, { count }) => sum + count, 0);
  expect(wasm.rows.length, name).toBe(wasm.records);
  expect(lines.length + unwritten, name).toBe(wasm.records);
  if (wasm.compression === null) expect(wasm.bytes, name).toBe(bytes.length);
  return "records";
}

async function checkAll(files: readonly string[]): Promise<Record<string, number>> {
  const outcomes: Record<string, number> = {};
  for (const name of files) {
    const outcome = await check(name, readCorpus(name));
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  }
  return outcomes;
}

describe.skipIf(!corporaPresent)(`files of all kinds end in one outcome, the same by either kernel${whyCorporaAreSkipped}`, () => {
  it("992 of DuckDB", { timeout: 300_000 }, async () => {
    const files = listCorpus("duckdb-csv").filter((name) => !/LICENSE|SOURCE\.md/.test(name));

    const outcomes = await checkAll(files);

    expect(files).toHaveLength(992);
    expect(outcomes).toMatchInlineSnapshot(`
      {
        "file error": 50,
        "records": 942,
      }
    `);
  });

  it("those of Commons CSV and of PapaParse", { timeout: 120_000 }, async () => {
    const files = ["commons-csv/resources", "papaparse"].flatMap(listCorpus);

    await expect(checkAll(files)).resolves.toBeDefined();
  });

  it("78 texts of CleverCSV", { timeout: 120_000 }, async () => {
    const lines = gunzipSync(readCorpus("clevercsv-abstraction/abstraction_testcases.json.gz")).toString("utf8").trim().split("\n");

    for (const line of lines) {
      const { name, content }: { name: string; content: string } = JSON.parse(line);
      await check(name, new TextEncoder().encode(content));
    }
    expect(lines).toHaveLength(78);
  });
});
