import { isApiError } from "#core/api/api-error";
import { readStored } from "../api/read-stored.ts";

/** A file of known size of which parts can be read. */
export interface ByteFile {
  bytes: number;
  /** The bytes [from, to). @throws when they cannot be read, or `signal` says so */
  read(from: number, to: number, signal: AbortSignal): Promise<ArrayBuffer>;
}

/** Times a part is asked for where the network or the store fails for a moment. */
const maxTries = 3;
const pauseMs = 400;

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
        try {
          return await readStored(used.url, { range: { from, to }, signal });
        } catch (error) {
          if (!isApiError(error) || error.status === 404 || tries >= maxTries) throw error;
          // An expired signature answers 403, on some stores 400.
          if ((error.status === 403 || error.status === 400) && link !== null && (await link) === used) link = null;
          else await pause(pauseMs * tries, signal);
        }
      }
    },
  };
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
