import type { Table } from "./clean-table.ts";
import { cleanDialect, type PollutedFile, toLines, writeRecord } from "./polluted-file.ts";

type Named = Table & { names: string[] };

const eol = cleanDialect.lineEnd;
const encoder = new TextEncoder();
const write = (cells: readonly string[]): string => writeRecord(cells, cleanDialect);

interface Layout {
  kind: string;
  name: string;
  /** Texts (a line each, or a quoted record of several) before the first data record. */
  before: string[];
  /** Which of these is the header; by default the last. */
  headerAt?: number;
  records: string[];
  after?: string[];
  expected: Table;
}

function lay({ kind, name, before, headerAt, records, after = [], expected }: Layout): PollutedFile {
  const texts = [...before, ...records, ...after];
  const starts = toLines(texts, eol, 1);
  const first = before.length;
  return {
    name: `${name}.csv`,
    level: "file",
    kind,
    bytes: encoder.encode(texts.map((text) => text + eol).join("")),
    expected,
    headerLine: starts[headerAt ?? Math.max(0, first - 1)] ?? 1,
    lines: starts.slice(first, first + records.length + 1),
  };
}

function* headers({ names, rows }: Named): Generator<PollutedFile> {
  const records = rows.map(write);
  const groups = ["Order", "Order", "Customer", "Customer", "Sale", "Sale", "Sale", "Office", "Office"];
  const parts = ["", "", "full", "home", "", "in euros", "", "", "free"];
  const join = (...lists: string[][]): string[] =>
    names.map((_, at) =>
      lists
        .map((list) => list[at])
        .filter((part) => part !== "")
        .join(" "),
    );
  yield lay({ kind: "no header", name: "no-header", before: [], records, expected: { names: null, rows } });
  yield lay({
    kind: "header rows",
    name: "header-of-two-rows",
    before: [write(groups), write(names)],
    headerAt: 0,
    records,
    expected: { names: join(groups, names), rows },
  });
  const three = { names: join(groups, names, parts), rows };
  yield lay({
    kind: "header rows",
    name: "header-of-three-rows",
    before: [groups, names, parts].map(write),
    headerAt: 0,
    records,
    expected: three,
  });
  yield lay({
    kind: "header names",
    name: "header-with-a-duplicate",
    before: [write(names.with(3, "customer"))],
    records,
    expected: { names: names.with(3, "customer_2"), rows },
  });
  yield lay({
    kind: "header names",
    name: "header-with-an-empty-name",
    before: [write(names.with(6, ""))],
    records,
    expected: { names: names.with(6, "column_7"), rows },
  });
  yield lay({
    kind: "header names",
    name: "header-too-short",
    before: [write(names.slice(0, -1))],
    records,
    expected: { names: names.with(8, "column_9"), rows },
  });
  yield lay({
    kind: "header names",
    name: "header-with-surplus-empty-names",
    before: [`${write(names)},,`],
    records,
    expected: { names, rows },
  });
}

function* around({ names, rows }: Named): Generator<PollutedFile> {
  const records = rows.map(write);
  const expected = { names, rows };
  const header = write(names);
  const pad = ",".repeat(names.length - 1);
  const preambles: Record<string, string[]> = {
    "preamble-one-line": ["Orders of the northern branch"],
    "preamble-three-lines": ["Orders of the northern branch", "Exported by: M. Smith", "2025-11-03"],
    "preamble-and-blank-line": ["Orders of the northern branch", "Page 1, all pages", ""],
    "preamble-padded": [`Orders of the northern branch${pad}`, `Exported 2025-11-03${pad}`, pad],
    "preamble-of-two-columns": ["Branch,north", "Exported,2025-11-03", ""],
    "preamble-separator-line": ["sep=,"],
    "preamble-comments": ["# Orders of the northern branch", "# exported 2025-11-03"],
    "preamble-blank-lines": ["", ""],
  };
  for (const [name, lines] of Object.entries(preambles))
    yield lay({ kind: "preamble", name, before: [...lines, header], records, expected });
  const footnotes: Record<string, string[]> = {
    "footnote-one-line": ["Source: the branch's own books"],
    "footnote-after-a-blank-line": ["", "Source: the branch's own books"],
    "footnote-three-lines": ["", "Source: the branch's own books", "* estimated, see the manual", "Page 1 of 1"],
    "footnote-padded": [`Total: 83 orders${pad}`],
    "footnote-comment": ["# end of export"],
  };
  for (const [name, after] of Object.entries(footnotes)) yield lay({ kind: "footnote", name, before: [header], records, after, expected });
}

function* tables({ names, rows }: Named): Generator<PollutedFile> {
  const records = rows.map(write);
  const same = ["sku", "since", "label", "shelf", "stock", "price", "state", "code", "remark"];
  const articles = Array.from({ length: 40 }, (_, row) => [
    `${7_000 + row}`,
    "2025-01-02",
    `article ${row}`,
    "A1",
    `${row}`,
    `${row}.50`,
    "new",
    `S${row}`,
    "ok",
  ]);
  const fewer = [0, 2, 4, 5];
  const second = {
    "same-width": [same, ...articles],
    fewer: [same, ...articles].map((row) => fewer.map((at) => row[at] ?? "")),
    more: [same, ...articles].map((row) => [...row, row === same ? "unit" : "piece", row === same ? "weight" : "3"]),
  };
  for (const [name, cells] of Object.entries(second)) {
    for (const blank of [false, true]) {
      const after = [...(blank ? [""] : []), ...cells.map(write)];
      const suffix = blank ? "after-a-blank-line" : "at-once";
      yield lay({
        kind: "several tables",
        name: `second-table-${name}-${suffix}`,
        before: [write(names)],
        records,
        after,
        expected: { names, rows },
      });
    }
  }
}

function* everyRecord({ names, rows }: Named): Generator<PollutedFile> {
  const expected = { names, rows };
  const records = rows.map(write);
  yield lay({
    kind: "every record",
    name: "trailing-delimiter-everywhere",
    before: [`${write(names)},`],
    records: records.map((text) => `${text},`),
    expected,
  });
  yield lay({
    kind: "every record",
    name: "trailing-delimiter-but-in-the-header",
    before: [write(names)],
    records: records.map((text) => `${text},`),
    expected,
  });
  yield lay({
    kind: "every record",
    name: "last-cell-left-out-when-empty",
    before: [write(names)],
    records: records.map((text) => text.replace(/,$/, "")),
    expected,
  });
  const spread = records.flatMap((text, index) => (index % 20 === 19 ? [text, ""] : [text]));
  const blanks = lay({ kind: "every record", name: "blank-lines-between", before: [write(names)], records: spread, expected });
  const lines = blanks.lines.filter((_, index) => index === spread.length || spread[index] !== "");
  yield { ...blanks, lines };
}

/** What can be wrong with how a table lies in its file: header, preamble, footnotes, further tables, and what repeats on every line. */
export function* createLayoutFiles(table: Named): Generator<PollutedFile> {
  yield* headers(table);
  yield* around(table);
  yield* tables(table);
  yield* everyRecord(table);
}
