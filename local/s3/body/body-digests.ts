import { createHash } from "node:crypto";
import { S3Error } from "../s3-error.ts";
import { type ChecksumAlgorithm, checksumHeader, createChecksumDigest, type DeclaredChecksum, requireChecksumValue } from "./checksums.ts";

export interface BodyExpectations {
  /** Hex. */
  readonly sha256?: string | undefined;
  /** Base64, the Content-MD5 header. */
  readonly md5?: string | undefined;
  readonly checksum?: DeclaredChecksum | undefined;
  /** Computed whether or not the client declared it. */
  readonly algorithm?: ChecksumAlgorithm | undefined;
}

export interface BodyDigests {
  readonly sizeBytes: number;
  readonly md5: Buffer;
  /** Base64, of the declared or the asked-for algorithm. */
  readonly checksum: { readonly algorithm: ChecksumAlgorithm; readonly value: string } | undefined;
}

/** Digests a body as it passes and refuses it at its end when it is not what was declared. */
export function createBodyDigester(expected: BodyExpectations) {
  const algorithm = expected.checksum?.algorithm ?? expected.algorithm;
  const declaredMd5 = expected.md5 === undefined ? undefined : requireMd5(expected.md5);
  const md5 = createHash("md5");
  const sha256 = expected.sha256 === undefined ? undefined : createHash("sha256");
  const checksum = algorithm === undefined ? undefined : createChecksumDigest(algorithm);
  let sizeBytes = 0;

  return {
    update(bytes: Uint8Array): void {
      sizeBytes += bytes.length;
      md5.update(bytes);
      sha256?.update(bytes);
      checksum?.update(bytes);
    },
    finish(trailers: ReadonlyMap<string, string>): BodyDigests {
      const actualSha256 = sha256?.digest("hex");
      if (actualSha256 !== expected.sha256) {
        throw new S3Error("XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.", {
          details: { ClientComputedContentSHA256: expected.sha256 ?? "", S3ComputedContentSHA256: actualSha256 ?? "" },
        });
      }
      const actualMd5 = md5.digest();
      if (declaredMd5 && !declaredMd5.equals(actualMd5))
        throw new S3Error("BadDigest", "The Content-MD5 you specified did not match what we received.");
      if (!algorithm || !checksum) return { sizeBytes, md5: actualMd5, checksum: undefined };
      const value = checksum.digest().toString("base64");
      if (expected.checksum) requireDeclared(expected.checksum, value, trailers);
      return { sizeBytes, md5: actualMd5, checksum: { algorithm, value } };
    },
  };
}

function requireMd5(text: string): Buffer {
  const bytes = Buffer.from(text, "base64");
  if (bytes.length !== 16 || bytes.toString("base64") !== text)
    throw new S3Error("InvalidDigest", "The Content-MD5 you specified was invalid.");
  return bytes;
}

function requireDeclared({ algorithm, value }: DeclaredChecksum, actual: string, trailers: ReadonlyMap<string, string>): void {
  const expected = value ?? trailers.get(checksumHeader(algorithm));
  if (expected === undefined)
    throw new S3Error(
      "MalformedTrailerError",
      "The request contained trailing data that was not well-formed or did not conform to our published schema.",
    );
  requireChecksumValue(algorithm, expected);
  if (expected !== actual) throw new S3Error("BadDigest", `The ${algorithm} you specified did not match the calculated checksum.`);
}
