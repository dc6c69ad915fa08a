import { createCleanTable } from "./clean-table.ts";
import { cleanDialect, type PollutedFile, toLines, type WrittenDialect, writeCell, writeRecord } from "./polluted-file.ts";

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
  { name: "comma", delimiter: "," },
];

/** Another table than the clean one, written otherwise, or with what is polluted in turn begun elsewhere: for looking further. */
interface RecordLevelOptions {
  table?: { names: string[]; rows: string[][] };
  dialect?: WrittenDialect;
  turn?: number;
}

function* withoutSeparator(cells: string[], delimiter: string): Generator<Pollution> {
  for (let at = 1; at < cells.length; at++) {
    const text = [...cells.slice(0, at - 1), `${cells[at - 1]}${cells[at]}`, ...cells.slice(at + 1)].join(delimiter);
    yield { kind: "separator missing", name: `separator-missing-after-${at}`, text, column: at };
  }
}

/** In turn beside the separator that is there, and in the middle of a cell that nobody quoted. */
function* withSeparator(cells: string[], delimiter: string, turn: number): Generator<Pollution> {
  for (const [index, cell] of cells.entries()) {
    const inside = (turn + index) % 2 === 1 && cell.length > 1 && !cell.startsWith('"');
    const middle = Math.ceil(cell.length / 2);
    const changed = inside ? `${cell.slice(0, middle)}${delimiter}${cell.slice(middle)}` : `${cell}${delimiter}`;
    const text = cells.with(index, changed).join(delimiter);
    yield { kind: "separator added", name: `separator-added-${inside ? "in" : "after"}-${index + 1}`, text, column: index + 1 };
  }
}

/** At the start, in the middle and at the end of the cell as written, in turn. */
function* withQuote(cells: string[], delimiter: string, turn: number): Generator<Pollution> {
  for (const [index, cell] of cells.entries()) {
    const place = (["start", "middle", "end"] as const)[(turn + index) % 3] ?? "start";
    const at = { start: 0, middle: Math.floor(cell.length / 2), end: cell.length }[place];
    const text = cells.with(index, `${cell.slice(0, at)}"${cell.slice(at)}`).join(delimiter);
    yield { kind: "quote added", name: `quote-added-${place}-${index + 1}`, text, column: index + 1 };
  }
}

function* withOtherDelimiter(cells: readonly string[], dialect: WrittenDialect, turn: number): Generator<Pollution> {
  const others = otherDelimiters.filter(({ delimiter }) => delimiter !== dialect.delimiter);
  const other = others[turn % others.length];
  if (other === undefined) return;
  const text = writeRecord(cells, { ...dialect, delimiter: other.delimiter });
  yield { kind: "other delimiter", name: `delimiter-${other.name}`, text, column: 1 };
}

/** Each record of the clean table in turn, its header (record 0) included, with one thing wrong in it. */
export function* createRecordLevelFiles(options: RecordLevelOptions = {}): Generator<PollutedFile> {
  const { table = createCleanTable(), dialect = cleanDialect, turn = 0 } = options;
  const { delimiter, lineEnd } = dialect;
  const records = [table.names, ...table.rows];
  const written = records.map((cells) => writeRecord(cells, dialect));
  for (const [record, cells] of records.entries()) {
    const raw = cells.map((cell) => writeCell(cell, dialect));
    const pollutions = [
      ...withoutSeparator(raw, delimiter),
      ...withSeparator(raw, delimiter, record + turn),
      ...withQuote(raw, delimiter, record + turn),
      ...withOtherDelimiter(cells, dialect, record + turn),
    ];
    for (const pollution of pollutions) {
      const texts = written.with(record, pollution.text);
      const lines = toLines(texts, lineEnd, 1);
      yield {
        name: `record-${String(record).padStart(2, "0")}-${pollution.name}.csv`,
        level: "record",
        kind: pollution.kind,
        bytes: encoder.encode(texts.map((text) => text + lineEnd).join("")),
        expected: table,
        headerLine: 1,
        lines: lines.slice(1),
        at: { line: lines[record] ?? 1, column: pollution.column },
      };
    }
  }
}
