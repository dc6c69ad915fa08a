import type { PartitionTime } from "./lake-table.ts";

const two = (value: number) => String(value).padStart(2, "0");

/** Of all files of a table, and of nothing else but what begins with `_`, which no engine reads. */
export function tablePrefix({ workspace, table }: { workspace: string; table: string }): string {
  return `lake/${workspace}/${table}/`;
}

/** `year=2026/month=01/day=31/hour=07` */
export function partitionPath({ year, month, day, hour }: PartitionTime): string {
  return `year=${String(year).padStart(4, "0")}/month=${two(month)}/day=${two(day)}/hour=${two(hour)}`;
}

/** Follows from the job, so that whoever publishes it again replaces its files. */
export function lakeFileKey(file: { workspace: string; table: string; partition: PartitionTime; job: string; n: number }): string {
  return `${tablePrefix(file)}${partitionPath(file.partition)}/${file.job}-${file.n}.parquet`;
}

const fileName = /^year=(\d{4})\/month=(\d\d)\/day=(\d\d)\/hour=(\d\d)\/([^/]+)-(\d+)\.parquet$/;

/** Reads a key under the table's prefix; null for anything but one of its files. */
export function parseLakeFileKey(
  table: { workspace: string; table: string },
  key: string,
): { partition: PartitionTime; job: string; n: number } | null {
  const prefix = tablePrefix(table);
  const found = key.startsWith(prefix) ? fileName.exec(key.slice(prefix.length)) : null;
  if (!found) return null;
  const [, year, month, day, hour, job = "", n] = found;
  return { partition: { year: Number(year), month: Number(month), day: Number(day), hour: Number(hour) }, job, n: Number(n) };
}

/** Every file of a job's publication. */
export function manifestKey({ workspace, table, job }: { workspace: string; table: string; job: string }): string {
  return `${tablePrefix({ workspace, table })}_jobs/${job}.json`;
}

/** While it is there, files of that job are not all there yet, or not all gone: whoever reads the table passes over them. */
export function unsettledKey({ workspace, table, job }: { workspace: string; table: string; job: string }): string {
  return `${unsettledPrefix({ workspace, table })}${job}`;
}

export function unsettledPrefix(table: { workspace: string; table: string }): string {
  return `${tablePrefix(table)}_unsettled/`;
}

/** Where the answer of a query, and the files made of it, lie in the Results bucket. */
export function queryPrefix({ workspace, query }: { workspace: string; query: string }): string {
  return `queries/${workspace}/${query}/`;
}
