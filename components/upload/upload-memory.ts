import type { CreateJobRequest } from "#core/api/requests";

/** An upload that was begun, kept over a reload so that dropping the same file again goes on with it. */
export interface RememberedUpload {
  jobId: string;
  idempotencyKey: string;
  request: CreateJobRequest;
  lastModified: number;
  begunAt: number;
}

type Store = Pick<Storage, "getItem" | "setItem">;

const storageKey = "sluice.uploads";
/** The server remembers an idempotency key for a day. */
const rememberedForMs = 23 * 60 * 60_000;
const mostRemembered = 200;

export function rememberUpload(upload: RememberedUpload, store: Store = localStorage): void {
  write([upload, ...rememberedUploads(store).filter((other) => other.jobId !== upload.jobId)].slice(0, mostRemembered), store);
}

export function forgetUpload(jobId: string, store: Store = localStorage): void {
  write(
    rememberedUploads(store).filter((upload) => upload.jobId !== jobId),
    store,
  );
}

export function rememberedUploads(store: Store = localStorage, now = Date.now()): RememberedUpload[] {
  const text = store.getItem(storageKey);
  const all = text === null ? [] : (JSON.parse(text) as RememberedUpload[]);
  return all.filter((upload) => now - upload.begunAt < rememberedForMs);
}

/** Whether this very file is the one of that upload: name, size and time of change are the same. */
export function isSameFile(upload: RememberedUpload, file: Pick<File, "name" | "size" | "lastModified">): boolean {
  const [declared] = upload.request.files;
  return declared?.name === file.name && declared.size === file.size && upload.lastModified === file.lastModified;
}

function write(uploads: RememberedUpload[], store: Store): void {
  store.setItem(storageKey, JSON.stringify(uploads));
}
