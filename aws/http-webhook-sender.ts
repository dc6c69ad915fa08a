import { type LookupAddress, type LookupOptions, lookup } from "node:dns";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import type { WebhookFault, WebhookRequest, WebhookSender } from "#core/ports/webhook-sender";
import { isLoopbackAddress, isPublicAddress } from "./webhook-addresses.ts";

const answerWithinMs = 10_000;
/** Of an answer's body nothing is used; so much is read, that an honest server can end its sentence. */
const mostBytesRead = 64 * 1024;

/** Posts by Node's own client, to the very address that was looked at: a name cannot mean another one between the look and the call. */
export function createHttpWebhookSender({ withinMs = answerWithinMs } = {}): WebhookSender {
  return {
    async post(request) {
      const startedAt = performance.now();
      const outcome = await attempt(request, withinMs);
      return { ...outcome, ms: performance.now() - startedAt };
    },
  };
}

async function attempt(request: WebhookRequest, withinMs: number): Promise<{ status: number } | { fault: WebhookFault }> {
  const url = new URL(request.url);
  const isAllowed = (address: string) =>
    (request.toLoopback && isLoopbackAddress(address)) || (url.protocol === "https:" && isPublicAddress(address));
  const literal = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(literal) && !isAllowed(literal)) return { fault: "forbidden-address" };
  const signal = AbortSignal.timeout(withinMs);
  try {
    const response = await send(url, request, guardedLookup(isAllowed), signal);
    const status = response.statusCode ?? 0;
    await readSome(response);
    return { status };
  } catch (error) {
    return { fault: signal.aborted ? "timeout" : faultOf(error) };
  }
}

function send(url: URL, { headers, body }: WebhookRequest, lookup: LookupFunction, signal: AbortSignal): Promise<IncomingMessage> {
  const bytes = Buffer.from(body);
  const options = {
    method: "POST",
    headers: { ...headers, "content-length": bytes.length },
    lookup,
    signal,
    // A connection that was kept would go to an address that nobody looked at this time.
    agent: false,
  };
  return new Promise((resolve, reject) => {
    const request = (url.protocol === "https:" ? requestHttps : requestHttp)(url, options, resolve);
    request.on("error", reject);
    request.end(bytes);
  });
}

/** The status is known already: whatever becomes of the rest changes nothing. */
async function readSome(response: IncomingMessage): Promise<void> {
  let read = 0;
  const end = Promise.withResolvers<void>();
  response.on("data", (chunk: Buffer) => {
    read += chunk.length;
    if (read > mostBytesRead) response.destroy();
  });
  response.on("error", () => end.resolve());
  response.on("close", () => end.resolve());
  await end.promise;
}

class ForbiddenAddress extends Error {}

/** Every address that a name has must be allowed: one bad one among good ones is somebody's trick. */
function guardedLookup(isAllowed: (address: string) => boolean): LookupFunction {
  return (hostname: string, options: LookupOptions, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      const [first] = addresses ?? [];
      if (error || !first) return callback(error ?? new Error("No address"), "", 0);
      if (!addresses.every(({ address }) => isAllowed(address))) return callback(new ForbiddenAddress(), "", 0);
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
    });
  };
}

function faultOf(error: unknown): WebhookFault {
  if (error instanceof ForbiddenAddress) return "forbidden-address";
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOTFOUND" || code.startsWith("EAI_")) return "unknown-host";
  if (/CERT|SELF_SIGNED|LEAF_SIGNATURE|ISSUER/.test(code)) return "bad-certificate";
  return code.startsWith("HPE_") ? "broken-answer" : "no-connection";
}
