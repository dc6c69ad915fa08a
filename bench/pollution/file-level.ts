import { createCleanTable, type Script, type Table } from "./clean-table.ts";
import { encodeText } from "./encode-text.ts";
import { cleanDialect, type PollutedFile, toLines, type WrittenDialect, writeRecord } from "./polluted-file.ts";
import { createLayoutFiles } from "./table-layout.ts";

const table = createCleanTable();
const encoder = new TextEncoder();
const mark = Uint8Array.of(0xef, 0xbb, 0xbf);

/** A file whose table is the clean one (or `of`), in another dialect. */
function inDialect(kind: string, name: string, change: Partial<WrittenDialect>, of = table): PollutedFile {
  const dialect = { ...cleanDialect, ...change };
  const texts = [of.names, ...of.rows].map((cells) => writeRecord(cells, dialect));
  const bytes = encoder.encode(texts.map((text) => text + dialect.lineEnd).join(""));
  return {
    name: `${name}.csv`,
    level: "file",
    kind,
    bytes,
    expected: of,
    headerLine: 1,
    lines: toLines(texts, dialect.lineEnd, 1).slice(1),
  };
}

const clean = inDialect("clean", "clean", {});
const cleanText = new TextDecoder().decode(clean.bytes);

function concat(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function* dialects(): Generator<PollutedFile> {
  for (const [name, delimiter] of Object.entries({
    semicolon: ";",
    tab: "\t",
    pipe: "|",
    "double-pipe": "||",
    "comma-space": ", ",
    colon: ":",
    tilde: "~",
    space: " ",
  })) {
    yield inDialect("field delimiter", `delimiter-${name}`, { delimiter });
  }
  const decimalComma = table.rows.map((row) => row.with(5, (row[5] ?? "").replace(".", ",")));
  yield inDialect("field delimiter", "delimiter-semicolon-decimal-comma", { delimiter: ";" }, { names: table.names, rows: decimalComma });
  yield inDialect("quote character", "quote-single", { quote: "'", escape: "'" });
  yield inDialect("quote character", "quote-single-all", { quote: "'", escape: "'", quoteAll: true });
  yield inDialect("quote character", "quote-all", { quoteAll: true });
  const plain = table.rows.map((row) => row.map((cell) => cell.replace(/[",\n]/g, "")));
  yield inDialect("quote character", "quote-never", {}, { names: table.names, rows: plain });
  yield inDialect("escape character", "escape-backslash", { escape: "\\" });
  yield inDialect("escape character", "escape-none", { escape: "" });
  yield inDialect("record delimiter", "lines-lf", { lineEnd: "\n" });
  yield inDialect("record delimiter", "lines-cr", { lineEnd: "\r" });
  const mixed = cleanText
    .split("\r\n")
    .map((line, index, all) => (index === all.length - 1 ? line : line + (index % 3 === 0 ? "\n" : "\r\n")));
  yield { ...clean, kind: "record delimiter", name: "lines-mixed.csv", bytes: encoder.encode(mixed.join("")) };
}

function* encodings(): Generator<PollutedFile> {
  const kind = "encoding";
  for (const [encoding, bom] of [
    ["utf-16le", [0xff, 0xfe]],
    ["utf-16be", [0xfe, 0xff]],
  ] as const) {
    const bytes = encodeText(cleanText, encoding);
    yield { ...clean, kind, name: `${encoding}-bom.csv`, bytes: concat(Uint8Array.from(bom), bytes) };
    yield { ...clean, kind, name: `${encoding}.csv`, bytes };
  }
  const legacy: [string, Script][] = [
    ["windows-1252", "latin"],
    ["windows-1251", "cyrillic"],
    ["shift_jis", "japanese"],
  ];
  for (const [encoding, script] of legacy) {
    const of = createCleanTable(script);
    const bytes = encodeText([of.names, ...of.rows].map((cells) => `${writeRecord(cells, cleanDialect)}\r\n`).join(""), encoding);
    yield { ...inDialect(kind, encoding, {}, of), bytes };
  }
  yield { ...clean, kind: "byte order mark", name: "utf-8-bom.csv", bytes: concat(mark, clean.bytes) };
}

/** A damaged cell: nobody can give back what was there, so that whatever is read has to be flagged. */
function* damagedBytes(): Generator<PollutedFile> {
  const at = { line: clean.lines[40] ?? 1, column: 3 };
  const cut = cleanText.indexOf(table.rows[40]?.[2] ?? "", cleanText.indexOf(table.rows[40]?.[0] ?? ""));
  const [before, after] = [cleanText.slice(0, cut), cleanText.slice(cut)];
  const withNul = table.rows.with(40, (table.rows[40] ?? []).with(2, `\0${table.rows[40]?.[2]}`));
  yield {
    ...clean,
    kind: "damaged bytes",
    name: "nul-in-a-cell.csv",
    bytes: encoder.encode(`${before}\0${after}`),
    expected: { ...table, rows: withNul },
    at,
  };
  const bytes = concat(encoder.encode(before), Uint8Array.of(0xff, 0xfe, 0xff), encoder.encode(after));
  yield { ...clean, kind: "damaged bytes", name: "invalid-bytes-in-a-cell.csv", bytes, at };
}

function* ends(): Generator<PollutedFile> {
  yield { ...clean, kind: "end of file", name: "no-trailing-newline.csv", bytes: encoder.encode(cleanText.trimEnd()) };
  yield { ...clean, kind: "end of file", name: "two-trailing-newlines.csv", bytes: encoder.encode(`${cleanText}\r\n`) };
  const nothing: Omit<PollutedFile, "name" | "bytes"> = { level: "file", kind: "empty", expected: null, headerLine: 1, lines: [1] };
  yield { ...nothing, name: "empty.csv", bytes: new Uint8Array(0) };
  yield { ...nothing, name: "only-a-byte-order-mark.csv", bytes: mark };
  yield { ...nothing, name: "only-line-ends.csv", bytes: encoder.encode("\r\n\r\n\r\n") };
  for (const [name, count] of [
    ["header-only", 0],
    ["one-data-row", 1],
    ["two-data-rows", 2],
  ] as const) {
    const of: Table & { names: string[] } = { names: table.names, rows: table.rows.slice(0, count) };
    yield inDialect("few records", name, {}, of);
  }
}

/** The clean table itself, which must be read without an error or a warning, and all that can be wrong with a file as a whole. */
export function* createFileLevelFiles(): Generator<PollutedFile> {
  yield clean;
  yield* dialects();
  yield* encodings();
  yield* damagedBytes();
  yield* ends();
  yield* createLayoutFiles(table);
}
