import { ApiError } from "#core/api/api-error";

/** A file of known size of which parts can be read. */
export interface ByteFile {
  bytes: number;
  /** The bytes [from, to). @throws when they cannot be read, or `signal` says so */
  read(from: number, to: number, signal: AbortSignal): Promise<ArrayBuffer>;
}

/** Times a part is asked for where the network or the store fails for a moment. */
const maxTries = 3;
const pauseMs = 400;
/** Of a part, which is a few megabytes at most. */
const answerWithinMs = 60_000;

/** A result by its signed link: signed once, and again when the store no longer takes the signature. */
export function signedFile(sign: () => Promise<{ url: string }>, bytes: number): ByteFile {
  let link: Promise<{ url: string }> | null = null;
  const linked = () => {
    link ??= sign().catch((error: unknown) => {
      link = null;
      throw error;
    });
    return link;
  };
  return {
    bytes,
    async read(from, to, signal) {
      for (let tries = 1; ; tries += 1) {
        const used = await linked();
        const response = await fetchRange(used.url, from, to, signal);
        if (response?.status === 206 || (response?.status === 200 && from === 0 && to === bytes)) {
          const part = await readBody(response, signal);
          if (part?.byteLength === to - from) return part;
        }
        const isGone = response?.status === 404;
        if (tries >= maxTries || isGone) throw toUnreadable(response);
        // An expired signature answers 403, on some stores 400.
        if ((response?.status === 403 || response?.status === 400) && link !== null && (await link) === used) link = null;
        else await pause(pauseMs * tries, signal);
      }
    },
  };
}

/** Null where the network is away. */
async function fetchRange(url: string, from: number, to: number, signal: AbortSignal): Promise<Response | null> {
  try {
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(answerWithinMs)]);
    return await fetch(url, { headers: { range: `bytes=${from}-${to - 1}` }, credentials: "omit", signal: inTime });
  } catch (error) {
    if (signal.aborted) throw error;
    return null;
  }
}

async function readBody(response: Response, signal: AbortSignal): Promise<ArrayBuffer | null> {
  try {
    return await response.arrayBuffer();
  } catch (error) {
    if (signal.aborted) throw error;
    return null;
  }
}

function toUnreadable(response: Response | null): ApiError {
  if (!response) return new ApiError("offline", "The rows cannot be reached. Check your connection, then try again.", 0);
  if (response.status === 404) return new ApiError("not-found", "These rows are no longer kept.", 404);
  return new ApiError("unavailable", `The store did not give these rows (it answered ${response.status}). Try again in a moment.`, 503);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", onAbort);
      resolve();
    }, ms);
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    signal.addEventListener("abort", onAbort, { once: true });
  });
}
