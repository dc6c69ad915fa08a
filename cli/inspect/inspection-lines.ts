import type { InspectedColumn } from "#core/csv/detect/column-profile";
import type { Alternative } from "#core/csv/detect/table-plan";
import type { Dialect } from "#core/csv/dialect";
import { formatBytes, formatCount, formatPercent, plural } from "#core/words/format-number";
import { issueLines } from "../run/summary.ts";
import { createPaint } from "../terminal/paint.ts";
import { printable } from "../terminal/printable.ts";
import { type TableColumn, tableLines } from "../terminal/text-table.ts";
import type { FileInspection } from "./inspect-file.ts";

const defaultWidth = 120;

const tableColumns: TableColumn[] = [
  { title: "#", align: "right", maxWidth: 6 },
  { title: "column", align: "left", maxWidth: 40 },
  { title: "type", align: "left", maxWidth: 10 },
  { title: "empty", align: "right", maxWidth: 14 },
  { title: "distinct", align: "right", maxWidth: 14 },
  { title: "samples", align: "left", maxWidth: 80 },
];

/** One file's inspection for people. */
export function inspectionLines(inspection: FileInspection): string[] {
  const paint = createPaint(1);
  const { file, size, header, columns, rows, complete, issues } = inspection;
  const facts: [string, string][] = [
    ...(inspection.format === "xlsx" ? sheetFacts(inspection) : textFacts(inspection)),
    ["header", header.rows === 0 ? "none; the names are generated" : plural(header.rows, "row")],
    ["columns", formatCount(header.names.length)],
    ["rows", complete ? formatCount(rows) : `${formatCount(rows)} read from the beginning; --all reads the whole file`],
  ];
  const [titles = "", ...lines] = tableLines(
    tableColumns,
    columns.map((column, index) => columnRow(column, index, rows)),
    process.stdout.columns ?? defaultWidth,
  );
  return [
    `${paint("bold", printable(file === "-" ? "standard input" : file))}${size === null ? "" : `  ${formatBytes(size)}`}`,
    ...facts.map(([name, value]) => `  ${paint("dim", name.padEnd(9))} ${value}`),
    "",
    paint("bold", titles),
    ...lines,
    ...(issues.length === 0 ? [] : ["", ...issueLines(issues, paint)]),
  ];
}

/** All sheets, the one that was read first. */
function sheetFacts({ sheet, sheets = [] }: FileInspection): [string, string][] {
  const others = sheets.filter(({ name }) => name !== sheet).map(({ name, hidden }) => `${printable(name)}${hidden ? " (hidden)" : ""}`);
  return [
    ["format", "XLSX, a workbook"],
    ["sheet", `${printable(sheet ?? "")}${others.length === 0 ? "" : `; there are ${others.join(", ")} too: --sheet NAME`}`],
  ];
}

function textFacts(inspection: FileInspection): [string, string][] {
  const { compression, encoding, encodingConfidence } = inspection;
  const sure = encodingConfidence < 1 ? `; ${formatPercent(encodingConfidence)} sure` : "";
  return [["encoding", `${encoding}${sure}${compression ? `, packed with ${compression}` : ""}`], ...dialectFacts(inspection)];
}

function dialectFacts({ format, dialect, confidence, alternatives, decimalComma }: FileInspection): [string, string][] {
  if (format !== "delimited") return [["format", format === "json" ? "JSON, a list of objects" : "NDJSON, an object on each line"]];
  const [other] = alternatives;
  const facts: [string, string][] = [["dialect", `${dialectWords(dialect)}; ${formatPercent(confidence)} sure${otherWords(other)}`]];
  if (decimalComma) facts.push(["numbers", "with a decimal comma"]);
  return facts;
}

function otherWords(other: Alternative | undefined): string {
  return other ? `, else ${delimiterWords(other.dialect.delimiter)} (${formatPercent(other.confidence)})` : "";
}

function dialectWords({ delimiter, quote, escape: escapedBy, lineEnd, comment }: Dialect): string {
  return [
    delimiterWords(delimiter),
    quote === "" ? "no quotes" : `quotes ${quote} ${escapedBy === quote ? "doubled" : `escaped by ${printable(escapedBy)}`}`,
    `lines end in ${lineEnd.toUpperCase()}`,
    ...(comment === "" ? [] : [`comments start with ${comment}`]),
  ].join(", ");
}

const spoken: Readonly<Record<string, string>> = {
  ",": "commas",
  "\t": "tabs",
  ";": "semicolons",
  "|": "bars",
  ":": "colons",
  " ": "blanks",
};

function delimiterWords(delimiter: string): string {
  if (delimiter === "") return "one column";
  return spoken[delimiter] ?? `cells parted by ‘${printable(delimiter)}’`;
}

function columnRow({ name, type, empty, distinct, samples }: InspectedColumn, index: number, rows: number): string[] {
  const filled = rows - empty;
  const share = empty === 0 ? "–" : `${formatPercent(empty / Math.max(1, rows))}`;
  const isUnique = filled > 1 && distinct.exact && distinct.count === filled;
  const count = `${distinct.exact ? "" : "~"}${formatCount(distinct.count)}${isUnique ? " ✓" : ""}`;
  return [String(index + 1), printable(name), type, share, count, samples.map((sample) => printable(sample)).join(" · ")];
}
