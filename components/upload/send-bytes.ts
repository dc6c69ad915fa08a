import { ApiError } from "#core/api/api-error";

export interface SendRequest {
  method: "POST" | "PUT";
  url: string;
  body: Blob | FormData;
  signal: AbortSignal;
  /** Bytes of the body on their way so far, its envelope included. */
  onProgress(sent: number): void;
}

export interface SendAnswer {
  etag: string | null;
}

export type SendBytes = (request: SendRequest) => Promise<SendAnswer>;

/** No byte moved for so long: the connection is dead although nobody said so. */
const stalledAfterMs = 45_000;

/** Sends to storage. XMLHttpRequest, because fetch does not tell how far an upload has come. */
export function sendBytes({ method, url, body, signal, onProgress }: SendRequest): Promise<SendAnswer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let stalled: ReturnType<typeof setTimeout>;
    const abort = () => request.abort();
    const watch = () => {
      clearTimeout(stalled);
      stalled = setTimeout(abort, stalledAfterMs);
    };
    request.upload.onprogress = (event) => {
      watch();
      onProgress(event.loaded);
    };
    request.onload = () => {
      if (request.status < 300) resolve({ etag: request.getResponseHeader("etag") });
      else reject(toStorageError(request.status, request.responseText));
    };
    request.onerror = () => reject(new ApiError("offline", "The storage cannot be reached. Check your connection; nothing is lost.", 0));
    request.onabort = () =>
      reject(signal.aborted ? signal.reason : new ApiError("offline", "The upload stood still and was started again.", 0));
    request.onloadend = () => {
      clearTimeout(stalled);
      signal.removeEventListener("abort", abort);
    };
    if (signal.aborted) return reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    request.open(method, url);
    watch();
    request.send(body);
  });
}

const sentences: Record<string, string> = {
  EntityTooLarge: "The file is larger now than when it was chosen. Choose it again.",
  EntityTooSmall: "The file is smaller now than when it was chosen. Choose it again.",
  NoSuchUpload: "This upload was given up in the meantime. Drop the file again.",
};

/** S3 answers in XML: `<Error><Code>…</Code>`. An expired or refused signature is code `link-expired`. */
export function toStorageError(status: number, body: string): ApiError {
  const code = /<Code>(\w+)<\/Code>/.exec(body)?.[1] ?? "";
  if (status === 403) return new ApiError("link-expired", "The upload link expired. Drop the file again.", status);
  return new ApiError("storage", sentences[code] ?? `The storage refused the upload (${code || status}). Drop the file again.`, status);
}
