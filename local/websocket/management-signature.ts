import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { Sha256 } from "@aws-crypto/sha256-js";
import { HttpRequest } from "@smithy/protocol-http";
import { SignatureV4 } from "@smithy/signature-v4";

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
}

/** Why a request is refused, as the `x-amzn-errortype` of the 403; undefined when it is signed as it should be. */
export type SignatureFault = "MissingAuthenticationTokenException" | "UnrecognizedClientException" | "InvalidSignatureException";
export type CheckSignature = (request: IncomingMessage, body: Buffer) => Promise<SignatureFault | undefined>;

const maxSkewMs = 5 * 60_000;
const authorizationPattern = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/[^,]+, ?SignedHeaders=([\w;-]+), ?Signature=[\da-f]{64}$/;

/** Checks an Authorization header (SigV4) by signing the same request again. */
export function createSignatureCheck(region: string, credentials: Credentials, service = "execute-api"): CheckSignature {
  const signer = new SignatureV4({ service, region, credentials, sha256: Sha256, applyChecksum: false });

  return async (request, body) => {
    const given = request.headers.authorization;
    if (given === undefined) return "MissingAuthenticationTokenException";
    const [, accessKeyId, headerNames = ""] = authorizationPattern.exec(given) ?? [];
    if (accessKeyId !== credentials.accessKeyId) return "UnrecognizedClientException";
    const names = headerNames.split(";");
    const signingDate = parseDate(request.headers["x-amz-date"]);
    if (!signingDate || Math.abs(Date.now() - signingDate.getTime()) > maxSkewMs) return "InvalidSignatureException";
    if (!names.includes("host") || !hasTrueBodyHash(request, body)) return "InvalidSignatureException";

    const url = new URL(request.url ?? "/", "http://localhost");
    const headers = Object.fromEntries(names.map((name) => [name, String(request.headers[name] ?? "")]));
    const copy = new HttpRequest({
      method: request.method ?? "GET",
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers,
      body,
    });
    const signed = await signer.sign(copy, { signingDate, signableHeaders: new Set(names) });
    return isSame(String(signed.headers.authorization), given) ? undefined : "InvalidSignatureException";
  };
}

function parseDate(text: string | string[] | undefined): Date | undefined {
  const iso = String(text).replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z");
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** The signer believes this header; whether it speaks of the body that came is for us to see. */
function hasTrueBodyHash(request: IncomingMessage, body: Buffer): boolean {
  const claimed = request.headers["x-amz-content-sha256"];
  return claimed === undefined || claimed === createHash("sha256").update(body).digest("hex");
}

function isSame(expected: string, given: string): boolean {
  const left = Buffer.from(expected.replaceAll(", ", ","));
  const right = Buffer.from(given.replaceAll(", ", ","));
  return left.length === right.length && timingSafeEqual(left, right);
}
