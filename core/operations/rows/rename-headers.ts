import type { IssuePlace } from "../../csv/issue.ts";
import type { TableReader } from "../../csv/read/table-reader.ts";

/** Calls columns what they are meant to be called. Names that a file does not have, or whose other name it has already, are passed over. */
export function renameHeaders(
  reader: TableReader,
  headers: readonly { column: string; as: string }[],
): { reader: TableReader; issues: IssuePlace[] } {
  const { header } = reader.found;
  const names = [...header.names];
  const issues: IssuePlace[] = [];
  for (const { column, as } of headers) {
    const field = header.names.indexOf(column);
    if (field === -1 || names[field] !== column || names.includes(as)) continue;
    names[field] = as;
    const message = `The column "${column}" was read as "${as}".`;
    issues.push({ line: 1, record: 0, column: field + 1, name: as, byte: null, message });
  }
  if (issues.length === 0) return { reader, issues };
  return { reader: { ...reader, found: { ...reader.found, header: { ...header, names } } }, issues };
}
