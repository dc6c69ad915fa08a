import type { ObjectStore } from "../ports/object-store.ts";
import type { LakeFile } from "../ports/query-engine.ts";
import { parseLakeFileKey, tablePrefix, unsettledPrefix } from "./lake-keys.ts";
import type { TableRef } from "./lake-ports.ts";

type Lister = Pick<ObjectStore, "list">;

const bucket = "lake";
/** Listings under way. */
const atOnce = 16;

/** Files of a table, in order of their keys; `months`: only of these, as pairs of year and month; null for all of them. */
export async function listLakeFiles(
  objects: Lister,
  table: TableRef,
  { months, signal }: { months: readonly { year: number; month: number }[] | null; signal: AbortSignal },
): Promise<LakeFile[]> {
  const two = (value: number) => String(value).padStart(2, "0");
  const parts = months?.map(({ year, month }) => `year=${String(year).padStart(4, "0")}/month=${two(month)}/`) ?? ["year="];
  const found: LakeFile[][] = parts.map(() => []);
  const entries = parts.entries();
  const work = async () => {
    for (const [index, part] of entries) found[index] = await listPart(objects, table, { prefix: tablePrefix(table) + part, signal });
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, parts.length) }, work));
  return found.flat();
}

async function listPart(
  objects: Lister,
  table: TableRef,
  { prefix, signal }: { prefix: string; signal: AbortSignal },
): Promise<LakeFile[]> {
  const files: LakeFile[] = [];
  for await (const { key, etag, size } of listAll(objects, prefix, signal)) {
    const file = parseLakeFileKey(table, key);
    if (file) files.push({ key, etag, size, partition: file.partition, job: file.job });
  }
  return files;
}

/** Jobs whose files are passed over, in order. */
export async function listUnsettled(objects: Lister, table: TableRef, signal: AbortSignal): Promise<string[]> {
  const prefix = unsettledPrefix(table);
  const jobs: string[] = [];
  for await (const { key } of listAll(objects, prefix, signal)) jobs.push(key.slice(prefix.length));
  return jobs;
}

async function* listAll(objects: Lister, prefix: string, signal: AbortSignal): AsyncGenerator<{ key: string; etag: string; size: number }> {
  let after: string | undefined;
  for (let more = true; more; ) {
    const page = await objects.list(bucket, prefix, { after, signal });
    yield* page.objects;
    after = page.objects.at(-1)?.key;
    more = page.more && after !== undefined;
  }
}
