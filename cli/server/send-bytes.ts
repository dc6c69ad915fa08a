import { createReadStream } from "node:fs";
import { type ClientRequest, type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { text as readText } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { ApiError } from "#core/api/api-error";

/** Bytes of a file, from `start` up to `end` (exclusive), between what stands before and after them. */
export interface Body {
  path: string;
  start: number;
  end: number;
  before?: Uint8Array;
  after?: Uint8Array;
}

export interface SendRequest {
  method: "POST" | "PUT";
  url: string;
  headers?: Record<string, string>;
  body: Body;
  signal: AbortSignal;
  onProgress(sentBytes: number): void;
}

/** No byte moved for so long: the connection is dead although nobody said so. */
const stalledAfterMs = 60_000;

/** Sends a piece of a file to storage, with its length said beforehand as S3 wants it. Answers the ETag. */
export async function sendBytes({ method, url, headers, body, signal, onProgress }: SendRequest): Promise<string | null> {
  const length = (body.before?.length ?? 0) + body.end - body.start + (body.after?.length ?? 0);
  const send = url.startsWith("https:") ? requestHttps : requestHttp;
  const request = send(url, { method, headers: { ...headers, "content-length": length }, signal, timeout: stalledAfterMs });
  const answer = new Promise<IncomingMessage>((resolve, reject) => request.once("response", resolve).once("error", reject));
  request.once("timeout", () => request.destroy(new Error("The connection stood still.")));
  try {
    const [response] = await Promise.all([answer, writeBody(request, body, onProgress)]);
    const text = await readText(response);
    const status = response.statusCode ?? 0;
    if (status >= 300) throw toStorageError(status, text);
    return response.headers.etag ?? null;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ApiError) throw error;
    throw new ApiError("unavailable", "The storage cannot be reached. Check the connection and try again.", 0, error);
  }
}

async function writeBody(
  request: ClientRequest,
  { path, start, end, before, after }: Body,
  onProgress: SendRequest["onProgress"],
): Promise<void> {
  const chunks = async function* () {
    if (before) yield before;
    let sent = 0;
    if (end > start) {
      for await (const chunk of createReadStream(path, { start, end: end - 1, highWaterMark: 256 * 1024 })) {
        yield chunk as Uint8Array;
        sent += (chunk as Uint8Array).length;
        onProgress(sent);
      }
    }
    if (after) yield after;
  };
  await pipeline(chunks, request);
}

const sentences: Readonly<Record<string, string>> = {
  EntityTooLarge: "The file has grown since its upload began. Upload it again.",
  EntityTooSmall: "The file has shrunk since its upload began. Upload it again.",
  NoSuchUpload: "This upload was given up in the meantime. Upload the file again.",
};

/** S3 answers in XML: `<Error><Code>…</Code>`. */
function toStorageError(status: number, body: string): ApiError {
  const code = /<Code>(\w+)<\/Code>/.exec(body)?.[1] ?? "";
  if (status === 403) return new ApiError("link-expired", "The upload link expired. Upload the file again.", status);
  return new ApiError("storage", sentences[code] ?? `The storage refused the upload (${code || status}).`, status);
}
