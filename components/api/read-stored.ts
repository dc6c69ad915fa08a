import { ApiError } from "#core/api/api-error";

const answerWithinMs = 60_000;

interface StoredReading {
  /** The bytes [from, to) alone. */
  range?: { from: number; to: number } | undefined;
  signal?: AbortSignal | undefined;
}

/** What lies behind a signed link. @throws ApiError in words for people; an abort rises as it is */
export async function readStored(url: string, { range, signal }: StoredReading = {}): Promise<ArrayBuffer> {
  const response = await fetchOrSay(url, { range, signal });
  if (response.status === 404) throw new ApiError("not-found", "This is no longer kept.", response.status);
  if (!response.ok) throw notGiven(response.status);
  // Whoever answers with all of it where a part was asked for has given something else, which may be too much to be read.
  const wanted = range && range.to - range.from;
  if (wanted !== undefined && Number(response.headers.get("content-length") ?? wanted) > wanted) {
    await response.body?.cancel();
    throw notGiven(response.status);
  }
  const bytes = await orSay(response.arrayBuffer(), signal);
  if (wanted !== undefined && bytes.byteLength !== wanted) throw notGiven(response.status);
  return bytes;
}

function fetchOrSay(url: string, { range, signal }: StoredReading): Promise<Response> {
  const timeout = AbortSignal.timeout(answerWithinMs);
  const headers = range && { range: `bytes=${range.from}-${range.to - 1}` };
  const asking = { credentials: "omit", signal: signal ? AbortSignal.any([signal, timeout]) : timeout } as const;
  return orSay(fetch(url, { ...asking, ...(headers && { headers }) }), signal);
}

async function orSay<Value>(reading: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  try {
    return await reading;
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiError("offline", "What is stored cannot be reached just now. Check your connection and try again.", 0, cause);
  }
}

function notGiven(status: number): ApiError {
  return new ApiError("unavailable", `The store did not give this (it answered ${status}). Try again in a moment.`, status);
}
