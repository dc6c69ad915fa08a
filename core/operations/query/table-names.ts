import { distinctNames } from "../rows/distinct-names.ts";

/** What files are called as tables: their stems, in `[a-z0-9_]`; a second one of the same name is numbered. */
export function nameTables(fileNames: readonly string[]): string[] {
  return distinctNames(fileNames.map(toTableName));
}

function toTableName(fileName: string): string {
  const base = fileName.split(/[/\\]/).at(-1) ?? "";
  const unpacked = base.replace(/\.(gz|gzip|zst|zstd|zip)$/i, "");
  const stem = unpacked.includes(".") ? unpacked.slice(0, unpacked.lastIndexOf(".")) : unpacked;
  const name = stem
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9_]+/g, "_")
    .replace(/^_+|_+$/g, "");
  return name === "" ? "file" : name;
}
