import { createHash } from "node:crypto";
import { S3Error } from "../s3-error.ts";
import { combineCrc, crcShapes, createCrc32, createCrc32c, createCrc64Nvme } from "./crc.ts";

export const checksumAlgorithms = ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"] as const;
export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number];
export type ChecksumType = "FULL_OBJECT" | "COMPOSITE";

export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly type: ChecksumType;
  /** Base64; a composite one ends in `-` and the number of parts. */
  readonly value: string;
}

export interface Digest {
  update(bytes: Uint8Array): void;
  digest(): Buffer;
}

const digestFactories: Readonly<Record<ChecksumAlgorithm, () => Digest>> = {
  CRC32: createCrc32,
  CRC32C: createCrc32c,
  CRC64NVME: createCrc64Nvme,
  SHA1: () => createHash("sha1"),
  SHA256: () => createHash("sha256"),
};

const digestBytes: Readonly<Record<ChecksumAlgorithm, number>> = { CRC32: 4, CRC32C: 4, CRC64NVME: 8, SHA1: 20, SHA256: 32 };

export function createChecksumDigest(algorithm: ChecksumAlgorithm): Digest {
  return digestFactories[algorithm]();
}

export function parseChecksumAlgorithm(text: string): ChecksumAlgorithm {
  const algorithm = checksumAlgorithms.find((name) => name === text.toUpperCase());
  if (!algorithm)
    throw new S3Error(
      "InvalidRequest",
      "Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]",
    );
  return algorithm;
}

export function checksumHeader(algorithm: ChecksumAlgorithm): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

export function checksumElement(algorithm: ChecksumAlgorithm): string {
  return `Checksum${algorithm}`;
}

export interface DeclaredChecksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Absent when the value follows the body as a trailer. */
  readonly value: string | undefined;
}

/** The checksum that the headers promise: its value, or that it will come as a trailer. */
export function readDeclaredChecksum(headers: ReadonlyMap<string, string>): DeclaredChecksum | undefined {
  const trailers = (headers.get("x-amz-trailer") ?? "").split(",").map((name) => name.trim().toLowerCase());
  const declared = checksumAlgorithms.flatMap((algorithm) => {
    const name = checksumHeader(algorithm);
    if (headers.has(name)) return [{ algorithm, value: headers.get(name) }];
    return trailers.includes(name) ? [{ algorithm, value: undefined }] : [];
  });
  if (declared.length > 1)
    throw new S3Error("InvalidRequest", "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
  const [checksum] = declared;
  if (!checksum) {
    if (headers.has("x-amz-sdk-checksum-algorithm")) {
      throw new S3Error(
        "InvalidRequest",
        "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.",
      );
    }
    return undefined;
  }
  const named = headers.get("x-amz-sdk-checksum-algorithm");
  if (named !== undefined && parseChecksumAlgorithm(named) !== checksum.algorithm) {
    throw new S3Error("InvalidRequest", `Value for x-amz-sdk-checksum-algorithm header is invalid.`);
  }
  if (checksum.value !== undefined) requireChecksumValue(checksum.algorithm, checksum.value);
  return checksum;
}

export function requireChecksumValue(algorithm: ChecksumAlgorithm, value: string): void {
  const bytes = Buffer.from(value, "base64");
  if (bytes.length === digestBytes[algorithm] && bytes.toString("base64") === value) return;
  throw new S3Error("InvalidRequest", `Value for ${checksumHeader(algorithm)} header is invalid.`);
}

export interface PartChecksum {
  readonly value: string;
  readonly sizeBytes: number;
}

/** The checksum of a multipart object from those of its parts. */
export function assembleChecksum(algorithm: ChecksumAlgorithm, type: ChecksumType, parts: readonly PartChecksum[]): Checksum {
  const values: Buffer[] = parts.map((part) => Buffer.from(part.value, "base64"));
  if (type === "COMPOSITE") {
    const digest = createChecksumDigest(algorithm);
    digest.update(Buffer.concat(values));
    return { algorithm, type, value: `${digest.digest().toString("base64")}-${parts.length}` };
  }
  if (algorithm === "SHA1" || algorithm === "SHA256")
    throw new Error(`${algorithm} of a whole multipart object cannot be derived from its parts.`);
  const shape = crcShapes[algorithm];
  const whole = values.reduce((crc, value, index) => combineCrc(shape, crc, value, parts[index]?.sizeBytes ?? 0));
  return { algorithm, type, value: whole.toString("base64") };
}
