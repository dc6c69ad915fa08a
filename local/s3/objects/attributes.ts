import { S3Error, type S3ErrorCode } from "../s3-error.ts";
import type { ObjectAttributes } from "../storage/version-store.ts";

const maxMetadataBytes = 2048;
const metadataPrefix = "x-amz-meta-";
const keptHeaders = ["content-type", "content-disposition", "cache-control", "content-encoding", "content-language", "expires"];

/** The attributes of a new object, from request headers or the fields of a form, by lower-case name. */
export function readAttributes(headers: ReadonlyMap<string, string>): ObjectAttributes {
  const kept = new Map([["content-type", "binary/octet-stream"]]);
  for (const name of keptHeaders) {
    const value = name === "content-encoding" ? withoutAwsChunked(headers.get(name)) : headers.get(name);
    if (value) kept.set(name, value);
  }
  const unsendable = [...headers].find(([name, value]) => (name.startsWith(metadataPrefix) || kept.has(name)) && !isHeaderText(value));
  if (unsendable)
    throw new S3Error("InvalidArgument", "A header value holds control characters.", { details: { ArgumentName: unsendable[0] } });
  const metadata = [...headers]
    .filter(([name]) => name.startsWith(metadataPrefix))
    .map(([name, value]) => [name.slice(metadataPrefix.length), value] as const);
  const sizeBytes = metadata.reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value, "latin1"), 0);
  if (sizeBytes > maxMetadataBytes) {
    throw new S3Error("MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size", {
      details: { Size: sizeBytes, MaxSizeAllowed: maxMetadataBytes },
    });
  }
  return { headers: Object.fromEntries(kept), metadata: Object.fromEntries(metadata) };
}

/** Whether Node would write it as a header. */
export function isHeaderText(value: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
}

function withoutAwsChunked(encoding: string | undefined): string | undefined {
  const rest = encoding
    ?.split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "aws-chunked");
  return rest?.join(",");
}

export function attributeHeaders({ headers, metadata }: ObjectAttributes): Record<string, string> {
  return { ...headers, ...Object.fromEntries(Object.entries(metadata).map(([name, value]) => [`${metadataPrefix}${name}`, value])) };
}

interface Demand {
  readonly header: RegExp;
  readonly accepted: RegExp;
  readonly code: S3ErrorCode;
  readonly message: string;
}

/** What a write may ask of S3 that would change what it means, and that is not done here. */
const demands: readonly Demand[] = [
  {
    header: /^(x-amz-acl|acl)$/,
    accepted: /^(private|bucket-owner-full-control)$/,
    code: "AccessControlListNotSupported",
    message: "The bucket does not allow ACLs",
  },
  { header: /^x-amz-grant-/, accepted: /^$/, code: "AccessControlListNotSupported", message: "The bucket does not allow ACLs" },
  {
    header: /^x-amz-storage-class$/,
    accepted: /^STANDARD$/,
    code: "NotImplemented",
    message: "Only the STANDARD storage class is implemented here.",
  },
  {
    header: /^x-amz-server-side-encryption$/,
    accepted: /^AES256$/,
    code: "NotImplemented",
    message: "Only SSE-S3 (AES256) is implemented here.",
  },
  {
    header: /^x-amz-(copy-source-)?server-side-encryption-customer-/,
    accepted: /^$/,
    code: "NotImplemented",
    message: "Customer keys are not implemented here.",
  },
  { header: /^x-amz-object-lock-/, accepted: /^$/, code: "NotImplemented", message: "Object lock is not implemented here." },
  {
    header: /^x-amz-website-redirect-location$/,
    accepted: /^$/,
    code: "NotImplemented",
    message: "Website redirects are not implemented here.",
  },
  { header: /^x-amz-write-offset-bytes$/, accepted: /^$/, code: "NotImplemented", message: "Appending is not implemented here." },
];

export function refuseUnsupportedDemands(headers: ReadonlyMap<string, string>): void {
  for (const [name, value] of headers) {
    const demand = demands.find((candidate) => candidate.header.test(name) && !candidate.accepted.test(value));
    if (demand) throw new S3Error(demand.code, demand.message, { details: { Header: name } });
  }
}
