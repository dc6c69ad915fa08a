import type { CreateJobRequest } from "#core/api/requests";
import { type KeptStore, keepHere, readKept } from "../ui/kept-here.ts";

/** An upload that was begun, kept over a reload so that dropping the same file again goes on with it. */
export interface RememberedUpload {
  jobId: string;
  idempotencyKey: string;
  request: CreateJobRequest;
  /** Of each file. */
  lastModified: readonly number[];
  begunAt: number;
}

const storageKey = "sluice.uploads";
/** The server remembers an idempotency key for a day. */
const rememberedForMs = 23 * 60 * 60_000;
const mostRemembered = 200;

export function rememberUpload(upload: RememberedUpload, store?: KeptStore): void {
  const others = rememberedUploads(store).filter((other) => other.jobId !== upload.jobId);
  keepHere(storageKey, [upload, ...others].slice(0, mostRemembered), store);
}

export function forgetUpload(jobId: string, store?: KeptStore): void {
  const others = rememberedUploads(store).filter((upload) => upload.jobId !== jobId);
  keepHere(storageKey, others, store);
}

export function rememberedUploads(store?: KeptStore, now = Date.now()): RememberedUpload[] {
  const all = readKept(storageKey, store);
  if (!Array.isArray(all)) return [];
  return all.filter((upload: RememberedUpload | null) => Array.isArray(upload?.lastModified) && now - upload.begunAt < rememberedForMs);
}

type Known = Pick<File, "name" | "size" | "lastModified">;

/** The very files of that upload, in its order: name, size and time of change are the same. Null where one is missing. */
export function filesOf<F extends Known>(upload: RememberedUpload, files: readonly F[]): F[] | null {
  const found: F[] = [];
  for (const [n, declared] of upload.request.files.entries()) {
    const file = files.find((each) => !found.includes(each) && isSame(each, { ...declared, lastModified: upload.lastModified[n] ?? 0 }));
    if (!file) return null;
    found.push(file);
  }
  return found.length === 0 ? null : found;
}

function isSame(file: Known, other: Known): boolean {
  return file.name === other.name && file.size === other.size && file.lastModified === other.lastModified;
}
