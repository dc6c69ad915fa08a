import Papa from "papaparse";

/** What the clipboard held. */
export interface Clipping {
  text: string;
  files: readonly File[];
}

/** Enough to know a table by, and never a freeze, however much was pasted. */
const lookChars = 64 * 1024;
const lookRows = 20;

const mediaTypes = { tsv: "text/tab-separated-values", csv: "text/csv", json: "application/json", ndjson: "application/x-ndjson" } as const;
type Extension = keyof typeof mediaTypes;

/** The files that a paste stands for: none where nothing was in it; null where it is no table. */
export function toPastedFiles({ text, files }: Clipping): readonly File[] | null {
  const table = toTable(text);
  // Spreadsheets put a picture of the cells beside them; file managers put the names beside the files.
  const isPicture = files.every(({ type }) => type.startsWith("image/"));
  if (files.length > 0 && !(table && isPicture)) return files;
  if (text.trim() === "") return [];
  return table && [table];
}

/** A file whose text is the pasted text as it is; null when that is a single value. */
function toTable(text: string): File | null {
  const extension = jsonExtension(text) ?? delimitedExtension(text);
  return extension && new File([text], `pasted.${extension}`, { type: mediaTypes[extension] });
}

function jsonExtension(text: string): Extension | null {
  const start = text.slice(0, lookChars).trimStart();
  if (/^\[\s*[[\]{]/.test(start)) return "json";
  if (!/^\{\s*["}]/.test(start)) return null;
  return /^\{.*\}[ \t]*\r?\n\s*\{/.test(start) ? "ndjson" : "json";
}

function delimitedExtension(text: string): Extension | null {
  const start = text.slice(0, lookChars);
  const look = start.length < text.length ? start.slice(0, start.lastIndexOf("\n") + 1) || start : start;
  // Spreadsheets copy a rectangle with tabs between its cells; commas in such cells must not win over them.
  if (isRectangle(parse(look, "\t").data)) return "tsv";
  const { data, meta } = parse(look);
  const isSingle = data.every((row) => row.length === 1) && data.length < 2;
  if (isSingle) return null;
  return meta.delimiter === "\t" ? "tsv" : "csv";
}

function parse(text: string, delimiter = ""): Papa.ParseResult<string[]> {
  return Papa.parse<string[]>(text, { delimiter, preview: lookRows, skipEmptyLines: true });
}

function isRectangle(rows: readonly (readonly string[])[]): boolean {
  const width = rows[0]?.length ?? 0;
  return width > 1 && rows.every((row) => row.length === width);
}
