import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { inspect } from "./inspect.ts";

function look(content: string | Uint8Array, options: Partial<Parameters<typeof inspect>[1]> = {}) {
  const sample = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return inspect(sample, { name: "file.csv", complete: true, ...options });
}

describe("inspect", () => {
  it.each([
    { encoding: "utf-8", bytes: new TextEncoder().encode("a,é\n") },
    { encoding: "utf-8", bytes: new TextEncoder().encode("\ufeffa,b\n") },
    { encoding: "windows-1252", bytes: Uint8Array.from("nom,ville\nAndr\xe9,Nîmes\nZo\xeb,Orl\xe9ans\n", (c) => c.charCodeAt(0)) },
    { encoding: "utf-16le", bytes: new Uint8Array([0x61, 0, 0x2c, 0, 0x62, 0, 10, 0]) },
    { encoding: "utf-16be", bytes: new Uint8Array([0, 0x61, 0, 0x2c, 0, 0x62, 0, 10]) },
  ])("finds $encoding", async ({ encoding, bytes }) => {
    expect((await look(bytes)).encoding).toBe(encoding);
  });

  it("describes the columns without touching a value", async () => {
    const { columns, preview } = await look(
      'id,zip,when,price,note,none\n1,007,2026-01-02,€5,"a ""b""",\n2,010,2026-01-03,€6,1,\n2,010,2026-01-03,€6,1,\n',
    );

    expect(columns.map(({ name, type, empty, distinct }) => [name, type, empty, distinct.count])).toEqual([
      ["id", "number", 0, 2],
      ["zip", "text", 0, 2],
      ["when", "date", 0, 2],
      ["price", "currency", 0, 2],
      ["note", "text", 0, 2],
      ["none", "empty", 3, 0],
    ]);
    expect(columns.every((column) => column.distinct.exact)).toBe(true);
    expect(columns[1]?.samples).toEqual(["007", "010"]);
    expect(columns[4]?.samples).toEqual(['a "b"', "1"]);
    expect(preview).toHaveLength(3);
  });

  it("says what else the file could be, and how sure it is", async () => {
    const { confidence, encodingConfidence, decimalComma, compression, format } = await look("a;b\n1,5;x\n2,5;y\n");

    expect({ decimalComma, compression, format }).toEqual({ decimalComma: true, compression: null, format: "delimited" });
    expect(confidence).toBeGreaterThan(0.9);
    expect(encodingConfidence).toBeGreaterThan(0.9);
  });

  it("says on which line the header stands", async () => {
    const { headerLine } = await look("Sales of May\n\na,b\n\n1,x\n2,y\n");
    const generated = await look("1,2\n3,4\n", { dialect: { header: "none" } });

    expect(headerLine).toBe(3);
    expect(generated.headerLine).toBeNull();
  });

  it("takes somebody's word for what stands before decimals", async () => {
    const text = "a;b\n1,5;x\n2,5;y\n";

    expect((await look(text, { dialect: { decimal: "." } })).decimalComma).toBe(false);
    expect((await look(text.replaceAll(",", "."), { dialect: { decimal: "," } })).decimalComma).toBe(true);
  });

  it("leaves out the unfinished record of a sample", async () => {
    const { preview, issues, complete } = await look('a,b\n1,2\n3,"unfin', { complete: false });

    expect(preview).toEqual([["1", "2"]]);
    expect(issues).toEqual([]);
    expect(complete).toBe(false);
  });

  it("is not misled by a character that the sample cuts in two", async () => {
    const bytes = new TextEncoder().encode("a,b\né,é\n");

    expect((await look(bytes.subarray(0, 5), { complete: false })).encoding).toBe("utf-8");
  });

  it("looks into a compressed file", async () => {
    const { compression, header, records } = await look(gzipSync("a,b\n1,2\n3,4\n"));

    expect(compression).toBe("gzip");
    expect(header.names).toEqual(["a", "b"]);
    expect(records).toBe(2);
  });

  it("looks into the beginning of a compressed file", async () => {
    const packed = gzipSync(`a,b\n${Array.from({ length: 20_000 }, (_, row) => `${row},${(row * 7919) % 1000}\n`).join("")}`);

    const { header, records, issues } = await look(packed.subarray(0, packed.length / 2), { complete: false });

    expect(header.names).toEqual(["a", "b"]);
    expect(records).toBeGreaterThan(1000);
    expect(issues).toEqual([]);
  });

  it("looks at JSON", async () => {
    const { format, columns, preview } = await look('{"a":1,"b":"x"}\n{"a":2,"b":"y"}\n');

    expect(format).toBe("ndjson");
    expect(columns.map(({ name, type }) => [name, type])).toEqual([
      ["a", "number"],
      ["b", "text"],
    ]);
    expect(preview).toEqual([
      ["1", "x"],
      ["2", "y"],
    ]);
  });

  it("takes the user's word before its own", async () => {
    const { dialect, header, preview } = await look("x;y\n1,2\n3,4\n", { dialect: { delimiter: ",", header: "none" } });

    expect(dialect.delimiter).toBe(",");
    expect(header).toEqual({ rows: 0, names: ["column_1", "column_2"] });
    expect(preview[0]).toEqual(["x;y", ""]);
  });

  it("reads quotes as data where none are used", async () => {
    const { preview, issues } = await look('a\tb\n"x\ty"\n', { dialect: { quote: "", delimiter: "\t" } });

    expect(preview).toEqual([['"x', 'y"']]);
    expect(issues).toEqual([]);
  });

  it("estimates how many different values there are when they are too many to hold", async () => {
    const { columns } = await look(`id,kind\n${Array.from({ length: 60_000 }, (_, row) => `key${row},${row % 50}\n`).join("")}`);

    expect(columns[0]?.distinct.exact).toBe(false);
    expect(columns[0]?.distinct.count).toBeGreaterThan(54_000);
    expect(columns[0]?.distinct.count).toBeLessThan(66_000);
    expect(columns[1]?.distinct).toEqual({ count: 50, exact: true });
  });
});
