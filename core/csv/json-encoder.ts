import type { RowEncoder, TableWriterOptions } from "./table-writer.ts";

// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON escapes exactly these.
const needsEscape = /["\\\u0000-\u001f\ud800-\udfff]/;

/**
 * NDJSON and JSON: an object a row, its keys in column order as bytes. No JavaScript object is made, so that keys such as
 * `__proto__` and `2` are like any other.
 */
export function createJsonEncoder(options: TableWriterOptions): RowEncoder {
  const { names } = options;
  const keys = names.map((name, index) => `${index === 0 ? "{" : ","}${JSON.stringify(name)}:`);
  const extraKey = `${names.length === 0 ? "{" : ","}${JSON.stringify(freeName("_extra", names))}:`;
  const width = names.length;
  const array = options.format === "json";
  let first = true;

  function row(cells: readonly string[]): string {
    let text = array ? (first ? "[\n" : ",\n") : "";
    first = false;
    for (let index = 0; index < width; index++) text += keys[index] + encodeString(cells[index] ?? "");
    if (cells.length > width) text += `${extraKey}[${cells.slice(width).map(encodeString).join(",")}]`;
    else if (width === 0) text += "{";
    return array ? `${text}}` : `${text}}\n`;
  }

  return {
    begin: () => "",
    row,
    end: () => (array ? (first ? "[]" : "\n]\n") : ""),
    neutralisedCells: () => 0,
  };
}

function encodeString(text: string): string {
  return needsEscape.test(text) ? JSON.stringify(text) : `"${text}"`;
}

function freeName(wanted: string, names: readonly string[]): string {
  let name = wanted;
  for (let n = 2; names.includes(name); n++) name = `${wanted}_${n}`;
  return name;
}
