import { unsettledKey } from "./lake-keys.ts";
import type { LakeObjects, PublicationRef } from "./lake-ports.ts";

const bucket = "lake";
const removedAtOnce = 8;

/** Writes a small object as a whole. */
export async function writeLakeJson(objects: LakeObjects, key: string, value: unknown, signal: AbortSignal): Promise<void> {
  const writer = objects.write(bucket, key, { contentType: "application/json", signal });
  await writer.write(new TextEncoder().encode(JSON.stringify(value)));
  await writer.close();
}

/** Null when there is none. */
export async function readLakeJson(objects: LakeObjects, key: string, signal: AbortSignal): Promise<unknown> {
  const head = await objects.head(bucket, key);
  if (!head) return null;
  const utf8 = new TextDecoder();
  let text = "";
  for await (const chunk of objects.read(bucket, key, { ...head, signal })) text += utf8.decode(chunk, { stream: true });
  return JSON.parse(text);
}

/** Every version of each; they may be gone already. No key may begin with another one. */
export async function removeLakeObjects(objects: LakeObjects, keys: readonly string[]): Promise<void> {
  await eachOf(keys, (key) => objects.deletePrefix(bucket, key));
}

/** Whoever reads the table passes over the job's files from here on. */
export async function hideJob(objects: LakeObjects, ref: PublicationRef, signal: AbortSignal): Promise<void> {
  await writeLakeJson(objects, unsettledKey(ref), { v: 1, job: ref.job }, signal);
}

/** Whatever files the job has are read from here on. */
export async function showJob(objects: LakeObjects, ref: PublicationRef): Promise<void> {
  await removeLakeObjects(objects, [unsettledKey(ref)]);
}

/** Several at a time, in order; settles when none is under way any more, and throws what went wrong first. */
export async function eachOf<Item>(items: readonly Item[], take: (item: Item) => Promise<void>, atOnce = removedAtOnce): Promise<void> {
  let next = 0;
  let failure: { cause: unknown } | null = null;
  const work = async () => {
    while (next < items.length && failure === null) {
      const item = items[next++] as Item;
      try {
        await take(item);
      } catch (cause) {
        failure ??= { cause };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, work));
  if (failure !== null) throw (failure as { cause: unknown }).cause;
}
