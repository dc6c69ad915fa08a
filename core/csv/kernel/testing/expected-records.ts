import type { ByteDialect } from "../kernel.ts";

/** What there is at an offset: a plain record, something odd, or an end. */
export type Scanned = { start: number; end: number; cells: string[] } | { odd: number };

export interface ScannedAll {
  found: Scanned[];
  blankLines: number;
  otherLineEnds: number;
}

/**
 * What a scan finds in a text (a character stands for a byte), said by regular expressions: what the kernels are held
 * against. After something odd it goes on behind the next LF.
 */
export function expectRecords(text: string, dialect: ByteDialect): ScannedAll {
  const { width, maxRecordBytes, stopAtBlankLines, stopAtOtherLineEnds } = dialect;
  const comment = dialect.comment === -1 ? null : String.fromCharCode(dialect.comment);
  const lineEnd = dialect.lineEnd === "cr" ? /\r\n|\n|\r/y : /\r?\n/y;
  const innerLineEnds = dialect.lineEnd === "cr" ? /\r\n|\n|\r/g : /\n/g;
  const expected = { lf: "\n", crlf: "\r\n", cr: "\r" }[dialect.lineEnd];
  const cell = toCellPattern(dialect);
  const delimiter = String.fromCharCode(...dialect.delimiter);
  const all: ScannedAll = { found: [], blankLines: 0, otherLineEnds: 0 };

  function recordAt(start: number): { end: number; cells: string[]; terminator: string; inner: number } | null {
    const cells: string[] = [];
    let inner = 0;
    for (let at = start; ; at += delimiter.length) {
      const [, quoted, bare = ""] = matchAt(cell, text, at) ?? [];
      if (matchAt(cell, text, at) === null) return null;
      if (quoted !== undefined && !canSay(quoted, dialect)) return null;
      cells.push(quoted === undefined ? bare : unescapeCell(quoted, dialect));
      inner += quoted?.match(innerLineEnds)?.length ?? 0;
      at += quoted === undefined ? bare.length : quoted.length + 2;
      const terminator = matchAt(lineEnd, text, at)?.[0] ?? "";
      if (terminator !== "" || at === text.length) return { end: at, cells, terminator, inner };
      if (delimiter === "" || !text.startsWith(delimiter, at)) return null;
    }
  }

  for (let at = 0; at < text.length; ) {
    const record = recordAt(at);
    const isOther = record !== null && record.terminator !== "" && record.terminator !== expected;
    const isBlank = record?.end === at;
    const isOdd =
      record === null ||
      (isOther && stopAtOtherLineEnds) ||
      (isBlank
        ? stopAtBlankLines
        : record.inner > 1 || text[at] === comment || (width > 0 && record.cells.length !== width) || record.end - at > maxRecordBytes);
    if (isOdd) {
      all.found.push({ odd: at });
      at = lineAfter(text, at);
      continue;
    }
    if (isOther) all.otherLineEnds++;
    if (isBlank) all.blankLines++;
    else all.found.push({ start: at, end: record.end, cells: record.cells });
    at = record.end + record.terminator.length;
  }
  return all;
}

export function lineAfter(text: string, at: number): number {
  const lf = text.indexOf("\n", at);
  return lf === -1 ? text.length : lf + 1;
}

/** A quoted cell in the first group, without its quotes, or a bare one in the second. */
function toCellPattern({ delimiter, quote, escape: escaping, lineEnd }: ByteDialect): RegExp {
  const literal = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  const separator = literal(String.fromCharCode(...delimiter));
  const notDelimiter = separator === "" ? "" : `(?!${separator})`;
  const terminator = lineEnd === "cr" ? "\\r|\\n" : "\\r?\\n";
  const after = `(?=${[separator, terminator, "$"].filter((part) => part !== "").join("|")})`;
  const plainCr = lineEnd === "cr" ? "" : `|${notDelimiter}\\r(?!\\n)`;
  if (quote === -1) return new RegExp(`(?:(?!)()|((?:${notDelimiter}[^\\r\\n]${plainCr})*))`, "y");
  const q = literal(String.fromCharCode(quote));
  const e = escaping === -1 || escaping === quote ? null : literal(String.fromCharCode(escaping));
  const inside = e !== null ? `[^${q}${e}]|${e}.` : escaping === quote ? `[^${q}]|${q}${q}` : `[^${q}]`;
  return new RegExp(`(?:${q}((?:${inside})*)${q}${after}|(?!${q})((?:${notDelimiter}[^${q}\\r\\n]${plainCr})*))`, "ys");
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** A field has no flag for an escape that is neither the quote nor a backslash. */
function canSay(cell: string, { quote, escape: escaping }: ByteDialect): boolean {
  const [q, e] = [String.fromCharCode(quote), String.fromCharCode(escaping)];
  return escaping === quote || e === "\\" || !(cell.includes(e + q) || cell.includes(e + e));
}

function unescapeCell(cell: string, { quote, escape: escaping }: ByteDialect): string {
  const [q, e] = [String.fromCharCode(quote), String.fromCharCode(escaping)];
  if (escaping === -1 || (escaping !== quote && e !== "\\")) return cell;
  if (escaping === quote) return cell.replaceAll(q + q, q);
  return cell.replaceAll(/\\(.)/gs, (all, next) => (next === q || next === e ? next : all));
}
