import { writeXlsx } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import { pinnedInput } from "../jobs/pinned-input.ts";
import { createMemoryPorts } from "../jobs/testing/memory-ports.ts";
import { sampleJob } from "../jobs/testing/sample-job.ts";
import { planTables } from "./plan-tables.ts";
import { writeTableRows } from "./write-table-rows.ts";

const signal = new AbortController().signal;

async function planWorkbook(rows: number) {
  const results = [{ name: "output.xlsx", bytes: 100, rows, contentType: "" }];
  const [output] = await planTables({ job: sampleJob("succeeded", { results }), objects: createMemoryPorts().objects, signal });
  if (!output) throw new Error("A job's output is planned.");
  return output;
}

describe("a workbook that a job wrote", () => {
  it("is read where its rows were written, without guessing", async () => {
    expect((await planWorkbook(1_048_575)).dialects).toEqual([{ sheet: 1, header: 1, skip: 0 }]);
    expect((await planWorkbook(0)).dialects).toHaveLength(1);
  });

  it("is one table, also where it goes over several sheets", async () => {
    const planned = await planWorkbook(1_048_576);
    expect(planned.dialects.map((dialect) => dialect?.sheet)).toEqual([1, 2]);
    const bytes = await writeXlsx({
      sheets: [
        { name: "orders", rows: [["id"], ["007"], ["8"]] },
        { name: "orders_2", rows: [["id"], ["9"]] },
      ],
    });
    const ports = createMemoryPorts();
    ports.objects.put("uploads", "book", new Uint8Array(bytes));
    const engine = ports.engine;
    if (!engine) throw new Error("The memory has an engine.");
    const head = await ports.objects.head("uploads", "book");
    const { files } = sampleJob("succeeded");
    const [sample] = files;
    if (!sample || !head) throw new Error("The workbook is stored.");
    const file = pinnedInput(ports, { ...sample, key: "book", name: "output.xlsx", ...head });

    const { file: written, columns } = await writeTableRows({ engine, signal }, { ...planned, file }, await engine.open(signal));

    expect(columns).toEqual(["id"]);
    expect(written.rows).toBe(3);
    const source = await written.open();
    const text = new Uint8Array(100);
    expect(new TextDecoder().decode(text.subarray(0, await source.read(text)))).toBe("id\n007\n8\n9\n");
  });
});
