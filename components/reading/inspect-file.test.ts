import { describe, expect, it } from "vitest";
import { type AnsweredLook, inspectFile } from "./inspect-file.ts";

function looks(text: string): Promise<{ early: AnsweredLook[]; look: AnsweredLook }> {
  const early: AnsweredLook[] = [];
  const { signal } = new AbortController();
  const options = { signal, pause: () => Promise.resolve(), early: (look: AnsweredLook) => early.push(look) };
  return inspectFile(new File([text], "wide.csv"), options).then((look) => ({ early, look }));
}

const row = (cell: (column: number) => string, columns: number) => Array.from({ length: columns }, (_, at) => cell(at)).join(",");

describe("inspectFile", () => {
  it("tells of a file that is not small what its very beginning looks like", async () => {
    const { early, look } = await looks(`id,name\n${"1,a\n".repeat(60_000)}`);
    expect(early).toMatchObject([{ kind: "readable", inspection: { complete: false } }]);
    expect(look).toMatchObject({ kind: "readable", inspection: { complete: true, records: 60_000 } });
  });

  it("reads a header that is longer than this beginning", async () => {
    const columns = 10_000;
    const { early, look } = await looks(`${row((at) => `column_${at}`, columns)}\n${`${row(String, columns)}\n`.repeat(3)}`);
    expect(early).toEqual([]);
    expect(look).toMatchObject({ kind: "readable", inspection: { records: 3 } });
    expect(look.kind === "readable" && look.inspection.columns.length).toBe(columns);
  });
});
