import { createHash } from "node:crypto";

const cellEnd = "\u001f";
const rowEnd = "\u001e";

/** Rows in the form that is hashed: each cell and each row ends with a byte of its own. */
export function toHashed(rows: readonly (readonly (string | null)[])[]): string {
  return rows.map((row) => row.map((cell) => (cell === null ? `\0null${cellEnd}` : cell + cellEnd)).join("") + rowEnd).join("");
}

/** A hash of all cells of a table, names included, whatever format it was written in. */
export function createCellHash(): { add(hashed: string | Uint8Array): void; end(): string } {
  const hash = createHash("sha256");
  return { add: (hashed) => hash.update(hashed), end: () => hash.digest("hex").slice(0, 16) };
}
