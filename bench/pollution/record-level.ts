import { createCleanTable } from "./clean-table.ts";
import { cleanDialect, type PollutedFile, toLines, writeCell, writeRecord } from "./polluted-file.ts";

interface Pollution {
  kind: string;
  name: string;
  /** The polluted record's text. */
  text: string;
  column: number;
}

const encoder = new TextEncoder();
const otherDelimiters = [
  { name: "semicolon", delimiter: ";" },
  { name: "tab", delimiter: "\t" },
  { name: "pipe", delimiter: "|" },
  { name: "space", delimiter: " " },
];

function* withoutSeparator(cells: string[]): Generator<Pollution> {
  for (let at = 1; at < cells.length; at++) {
    const text = [...cells.slice(0, at - 1), `${cells[at - 1]}${cells[at]}`, ...cells.slice(at + 1)].join(",");
    yield { kind: "separator missing", name: `separator-missing-after-${at}`, text, column: at };
  }
}

/** In turn beside the separator that is there, and in the middle of a cell that nobody quoted. */
function* withSeparator(cells: string[], record: number): Generator<Pollution> {
  for (const [index, cell] of cells.entries()) {
    const inside = (record + index) % 2 === 1 && cell.length > 1 && !cell.startsWith('"');
    const middle = Math.ceil(cell.length / 2);
    const changed = inside ? `${cell.slice(0, middle)},${cell.slice(middle)}` : `${cell},`;
    const text = cells.with(index, changed).join(",");
    yield { kind: "separator added", name: `separator-added-${inside ? "in" : "after"}-${index + 1}`, text, column: index + 1 };
  }
}

/** At the start, in the middle and at the end of the cell as written, in turn. */
function* withQuote(cells: string[], record: number): Generator<Pollution> {
  for (const [index, cell] of cells.entries()) {
    const place = (["start", "middle", "end"] as const)[(record + index) % 3] ?? "start";
    const at = { start: 0, middle: Math.floor(cell.length / 2), end: cell.length }[place];
    const text = cells.with(index, `${cell.slice(0, at)}"${cell.slice(at)}`).join(",");
    yield { kind: "quote added", name: `quote-added-${place}-${index + 1}`, text, column: index + 1 };
  }
}

function* withOtherDelimiter(cells: readonly string[], record: number): Generator<Pollution> {
  const other = otherDelimiters[record % otherDelimiters.length];
  if (other === undefined) return;
  const text = writeRecord(cells, { ...cleanDialect, delimiter: other.delimiter });
  yield { kind: "other delimiter", name: `delimiter-${other.name}`, text, column: 1 };
}

/** Each record of the clean table in turn, its header (record 0) included, with one thing wrong in it. */
export function* createRecordLevelFiles(): Generator<PollutedFile> {
  const table = createCleanTable();
  const records = [table.names, ...table.rows];
  const written = records.map((cells) => writeRecord(cells, cleanDialect));
  for (const [record, cells] of records.entries()) {
    const raw = cells.map((cell) => writeCell(cell, cleanDialect));
    const pollutions = [withoutSeparator(raw), withSeparator(raw, record), withQuote(raw, record), withOtherDelimiter(cells, record)];
    for (const pollution of pollutions.flatMap((each) => [...each])) {
      const texts = written.with(record, pollution.text);
      const lines = toLines(texts, cleanDialect.lineEnd, 1);
      yield {
        name: `record-${String(record).padStart(2, "0")}-${pollution.name}.csv`,
        level: "record",
        kind: pollution.kind,
        bytes: encoder.encode(texts.map((text) => text + cleanDialect.lineEnd).join("")),
        expected: table,
        headerLine: 1,
        lines: lines.slice(1),
        at: { line: lines[record] ?? 1, column: pollution.column },
      };
    }
  }
}
