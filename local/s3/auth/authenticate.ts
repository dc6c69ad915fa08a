import { S3Error } from "../s3-error.ts";
import type { S3Request } from "../s3-request.ts";
import { type Authority, type CredentialScope, parseCredential, parseLongDate, requireKnownKey, scopeFault } from "./credential-scope.ts";
import { canonicalRequest, isSameSignature, requestStringToSign } from "./signature.ts";

const maxSkewMs = 15 * 60_000;
const maxExpiresSeconds = 604_800;
const algorithm = "AWS4-HMAC-SHA256";
const unsignedPayload = "UNSIGNED-PAYLOAD";

export interface Authentication {
  /** `x-amz-content-sha256`: a digest of the body, UNSIGNED-PAYLOAD, or one of the STREAMING kinds. */
  readonly payloadHash: string;
  readonly date: Date;
  readonly longDate: string;
  readonly scope: string;
  /** The seed of the chain of chunk signatures. */
  readonly signature: string;
}

interface Claim {
  readonly credential: CredentialScope;
  readonly longDate: string;
  readonly date: Date;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly payloadHash: string;
}

/** Refuses a request that S3 would not accept as signed, in the Authorization header or in the query. */
export async function authenticate(request: S3Request, authority: Authority): Promise<Authentication> {
  const header = request.sentHeaders.get("authorization");
  const isPresigned = request.query.has("X-Amz-Algorithm") || request.query.has("X-Amz-Signature");
  if (header !== undefined && isPresigned) {
    throw new S3Error(
      "InvalidArgument",
      "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter or the Authorization header should be specified",
    );
  }
  if (header === undefined && !isPresigned) throw new S3Error("AccessDenied", "Access Denied");
  const claim = header === undefined ? readPresignedClaim(request, authority) : readHeaderClaim(header, request, authority);
  if (request.headers.has("x-amz-security-token") || request.query.has("X-Amz-Security-Token")) {
    throw new S3Error("InvalidToken", "The provided token is malformed or otherwise invalid.");
  }
  requireSignedHeaders(request, claim.signedHeaders);
  const canonical = canonicalRequest({
    ...request,
    headers: request.sentHeaders,
    signedHeaders: claim.signedHeaders,
    payloadHash: claim.payloadHash,
  });
  const stringToSign = requestStringToSign(claim.longDate, claim.credential.scope, canonical);
  if (!isSameSignature(await authority.sign(stringToSign, claim.date), claim.signature)) throw signatureMismatch(stringToSign, canonical);
  return { ...claim, scope: claim.credential.scope };
}

function readHeaderClaim(header: string, request: S3Request, authority: Authority): Claim {
  const malformed = (reason: string) => new S3Error("AuthorizationHeaderMalformed", `The authorization header is malformed; ${reason}`);
  if (!header.startsWith(`${algorithm} `))
    throw new S3Error("InvalidRequest", "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.");
  const fields = new Map(
    header
      .slice(algorithm.length)
      .split(",")
      .map((field) => splitOnce(field.trim(), "=")),
  );
  const credential = parseCredential(fields.get("Credential") ?? "");
  const signedHeaders = fields.get("SignedHeaders")?.split(";");
  const signature = fields.get("Signature");
  if (!credential || !signedHeaders || !signature) throw malformed("it needs Credential, SignedHeaders and Signature.");
  const longDate = request.sentHeaders.get("x-amz-date") ?? "";
  const date = parseLongDate(longDate);
  if (!date) throw new S3Error("AccessDenied", "AWS authentication requires a valid Date or x-amz-date header");
  const fault = scopeFault(credential, authority.region, longDate);
  if (fault) throw malformed(fault);
  requireKnownKey(credential, authority);
  if (Math.abs(Date.now() - date.getTime()) > maxSkewMs) {
    throw new S3Error("RequestTimeTooSkewed", "The difference between the request time and the current time is too large.", {
      details: { RequestTime: longDate, ServerTime: new Date().toISOString(), MaxAllowedSkewMilliseconds: maxSkewMs },
    });
  }
  const payloadHash = request.sentHeaders.get("x-amz-content-sha256");
  if (!payloadHash) throw new S3Error("InvalidRequest", "Missing required header for this request: x-amz-content-sha256");
  return { credential, longDate, date, signedHeaders, signature, payloadHash };
}

function readPresignedClaim({ query, sentHeaders }: S3Request, authority: Authority): Claim {
  const malformed = (reason: string) => new S3Error("AuthorizationQueryParametersError", reason);
  const credential = parseCredential(query.get("X-Amz-Credential") ?? "");
  const longDate = query.get("X-Amz-Date") ?? "";
  const date = parseLongDate(longDate);
  const signature = query.get("X-Amz-Signature");
  const signedHeaders = query.get("X-Amz-SignedHeaders")?.split(";");
  const expires = query.get("X-Amz-Expires");
  if (!credential || !date || !signature || !signedHeaders || expires === null || query.get("X-Amz-Algorithm") !== algorithm) {
    throw malformed(
      "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
    );
  }
  const expiresSeconds = /^\d+$/.test(expires) ? Number(expires) : Number.NaN;
  if (!(expiresSeconds >= 1 && expiresSeconds <= maxExpiresSeconds)) {
    throw malformed(
      "X-Amz-Expires must be between 1 second and a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds",
    );
  }
  const fault = scopeFault(credential, authority.region, longDate);
  if (fault) throw malformed(`Error parsing the X-Amz-Credential parameter; ${fault}`);
  requireKnownKey(credential, authority);
  requireWithinLifetime(date, expiresSeconds);
  const payloadHash = sentHeaders.get("x-amz-content-sha256") ?? query.get("X-Amz-Content-Sha256") ?? unsignedPayload;
  return { credential, longDate, date, signedHeaders, signature, payloadHash };
}

function requireWithinLifetime(date: Date, expiresSeconds: number): void {
  const now = Date.now();
  if (date.getTime() - now > maxSkewMs) throw new S3Error("AccessDenied", "Request is not yet valid");
  const expiresAt = date.getTime() + expiresSeconds * 1000;
  if (now <= expiresAt) return;
  throw new S3Error("AccessDenied", "Request has expired", {
    details: { "X-Amz-Expires": expiresSeconds, Expires: new Date(expiresAt).toISOString(), ServerTime: new Date(now).toISOString() },
  });
}

/** `host`, every named header and every `x-amz-*` header sent must be under the signature. */
function requireSignedHeaders({ sentHeaders }: S3Request, signedHeaders: readonly string[]): void {
  const signed = new Set(signedHeaders);
  const unsigned = [...sentHeaders.keys()].filter((name) => (name === "host" || name.startsWith("x-amz-")) && !signed.has(name));
  if (unsigned.length > 0) {
    throw new S3Error("AccessDenied", "There were headers present in the request which were not signed", {
      details: { HeadersNotSigned: unsigned.join(", ") },
    });
  }
  const missing = signedHeaders.filter((name) => !sentHeaders.has(name));
  if (missing.length > 0) {
    throw new S3Error("SignatureDoesNotMatch", `The request lacks headers that its signature covers: ${missing.join(", ")}.`);
  }
}

function signatureMismatch(stringToSign: string, canonical: string): S3Error {
  return new S3Error(
    "SignatureDoesNotMatch",
    "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
    { details: { StringToSign: stringToSign, CanonicalRequest: canonical } },
  );
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + separator.length)];
}
