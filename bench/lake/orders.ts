import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../engine/inputs.ts";
import { createOrders } from "../engine/rows.ts";
import { createRandom } from "../seeded-random.ts";

export type RowOrder = "ordered" | "shuffled";

/** Changes when the generator does, so that no old file is taken for a new one. */
const generation = 1;
const distinctRows = 50_000;
const rowsAtOnce = 5_000;
const monthSeconds = 30 * 86_400;
const firstSecond = Date.UTC(2026, 0, 1) / 1000;
const usualRowBytes = 150;
const quoted = (cell: string): string => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** Orders of 30 days, 720 hours: in the order of their time, or of a time by chance. Made if the file is not there yet. */
export function requireOrders(megabytes: number, order: RowOrder): { path: string; bytes: number } {
  mkdirSync(cacheFolder, { recursive: true });
  const path = join(cacheFolder, `lake-${order}-${megabytes}-v${generation}.csv`);
  if (!existsSync(path)) writeOrders(path, megabytes * 1e6, order);
  return { path, bytes: statSync(path).size };
}

function writeOrders(path: string, bytes: number, order: RowOrder): void {
  const source = createOrders();
  const rows = Array.from({ length: distinctRows }, () => {
    const [, customer = "", , ...rest] = source.next();
    return { customer, rest: rest.map(quoted).join(",") };
  });
  const random = createRandom(17);
  const expected = bytes / usualRowBytes;
  const file = openSync(`${path}.part`, "w");
  let written = writeSync(file, `${source.names.join(",")}\n`);
  for (let number = 1; written < bytes; ) {
    let text = "";
    for (let index = 0; index < rowsAtOnce; index++, number++) {
      const { customer, rest } = rows[number % distinctRows] as (typeof rows)[number];
      const share = order === "shuffled" ? random() : Math.min(1, number / expected);
      const time = new Date((firstSecond + Math.floor(share * (monthSeconds - 1))) * 1000).toISOString();
      text += `${String(number).padStart(9, "0")},${customer},${time.slice(0, 19)}Z,${rest}\n`;
    }
    written += writeSync(file, text);
  }
  closeSync(file);
  renameSync(`${path}.part`, path);
}
