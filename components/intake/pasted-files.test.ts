import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toPastedFiles } from "./pasted-files.ts";

const names = (text: string) => toPastedFiles({ text, files: [] })?.map((file) => file.name) ?? null;
const picture = new File(["png"], "image.png", { type: "image/png" });
const cells = "id\tname\n7\tAnn\n";

describe("what a paste stands for", () => {
  it.each([
    ["cells of a spreadsheet", "id\tname\r\n007\tAnn\r\n", "pasted.tsv"],
    ["cells with more commas than tabs", "name\tplaces\nAnn, A\tx, y, z\nBob, B\tu, v, w\n", "pasted.tsv"],
    ["cells with lines inside", 'id\tnote\n1\t"one\ntwo"\n2\tthree', "pasted.tsv"],
    ["one row of cells", "007\tAnn\tBergen", "pasted.tsv"],
    ["fields parted by commas", "id,name\n1,Ann\n", "pasted.csv"],
    ["fields parted by semicolons", "id;name\n1;2,5\n2;3,5\n", "pasted.csv"],
    ["one column", "city\nBergen\nÉvora\n", "pasted.csv"],
    ["an array of objects", ' [\n {"id": 1}\n]', "pasted.json"],
    ["an object over several lines", '{\n  "id": 1\n}\n', "pasted.json"],
    ["an object a line", '{"id": 1}\r\n{"id": 2}\r\n', "pasted.ndjson"],
    ["a header in brackets", "[id],[name]\n1,Ann\n", "pasted.csv"],
  ])("calls %s by what it is", (_what, text, name) => {
    expect(names(text)).toEqual([name]);
  });

  it.each(["word", "  a sentence of one value \n", '"one\nvalue"'])("is no table for a single value: %j", (text) => {
    expect(names(text)).toBeNull();
  });

  it.each(["", " \r\n\t"])("is nothing where nothing was copied: %j", (text) => {
    expect(names(text)).toEqual([]);
  });

  it("keeps the text as it was pasted, character by character", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), async (text) => {
        const pasted = `\uFEFFid\tname\r\n${text}`;

        const [file] = toPastedFiles({ text: pasted, files: [] }) ?? [];

        expect(new Uint8Array((await file?.arrayBuffer()) ?? [])).toEqual(new TextEncoder().encode(pasted));
      }),
    );
  });

  it("looks only at the beginning of what is long", () => {
    expect(names(`id\tname\n${"1\tAnn\n".repeat(200_000)}`)).toEqual(["pasted.tsv"]);
    expect(names("a".repeat(200_000))).toBeNull();
  });

  it("is the files where files were copied, though their names came with them", () => {
    const files = [new File(["a"], "one.csv", { type: "text/csv" }), picture];

    expect(toPastedFiles({ text: "one.csv\nimage.png", files })).toBe(files);
    expect(toPastedFiles({ text: "image.png", files: [picture] })).toEqual([picture]);
    expect(toPastedFiles({ text: "", files: [picture] })).toEqual([picture]);
  });

  it("is the cells where a spreadsheet copied a picture of them too", () => {
    expect(toPastedFiles({ text: cells, files: [picture] })?.map((file) => file.name)).toEqual(["pasted.tsv"]);
  });
});
