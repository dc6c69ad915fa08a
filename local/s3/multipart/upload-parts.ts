import {
  type ChecksumAlgorithm,
  type ChecksumType,
  checksumElement,
  checksumHeader,
  parseChecksumAlgorithm,
  readDeclaredChecksum,
} from "../body/checksums.ts";
import { readAttributes, refuseUnsupportedDemands } from "../objects/attributes.ts";
import { encryptionHeaders, quoteEtag } from "../objects/object-version.ts";
import { receiveBlob } from "../objects/put-object.ts";
import { parseTagHeader } from "../objects/tagging.ts";
import type { S3ObjectCall } from "../s3-context.ts";
import { S3Error } from "../s3-error.ts";
import { noContent, type S3Response, xmlResponse } from "../s3-response.ts";
import type { MultipartUpload, UploadChecksum } from "../storage/upload-store.ts";

const maxPartNumber = 10_000;

export function createMultipartUpload({ context, request, bucket, key }: S3ObjectCall): S3Response {
  refuseUnsupportedDemands(request.headers);
  const attributes = readAttributes(request.headers);
  const tags = parseTagHeader(request.headers.get("x-amz-tagging"));
  const checksum = readUploadChecksum(request.headers);
  const uploadId = context.commit(() => context.uploads.create({ bucket: bucket.name, key, attributes, checksum, tags }));
  const headers = {
    ...encryptionHeaders,
    ...(checksum && { "x-amz-checksum-algorithm": checksum.algorithm, "x-amz-checksum-type": checksum.type }),
  };
  return xmlResponse("InitiateMultipartUploadResult", { Bucket: bucket.name, Key: key, UploadId: uploadId }, headers);
}

function readUploadChecksum(headers: ReadonlyMap<string, string>): UploadChecksum | undefined {
  const named = headers.get("x-amz-checksum-algorithm");
  const type = headers.get("x-amz-checksum-type");
  if (named === undefined) {
    if (type === undefined) return undefined;
    throw new S3Error("InvalidRequest", "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.");
  }
  const algorithm = parseChecksumAlgorithm(named);
  const allowed = allowedTypes(algorithm);
  const chosen = type === undefined ? allowed[0] : allowed.find((candidate) => candidate === type);
  if (!chosen)
    throw new S3Error("InvalidRequest", `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`);
  return { algorithm, type: chosen };
}

/** The first is the default. */
function allowedTypes(algorithm: ChecksumAlgorithm): readonly ChecksumType[] {
  if (algorithm === "CRC64NVME") return ["FULL_OBJECT"];
  return algorithm === "CRC32" || algorithm === "CRC32C" ? ["COMPOSITE", "FULL_OBJECT"] : ["COMPOSITE"];
}

export async function uploadPart(call: S3ObjectCall): Promise<S3Response> {
  const { context, request, authentication } = call;
  const number = readPartNumber(request.query);
  const { checksum } = requireUpload(call);
  const declared = readDeclaredChecksum(request.headers);
  if (checksum && declared && declared.algorithm !== checksum.algorithm) {
    throw new S3Error(
      "InvalidRequest",
      `Checksum Type mismatch occurred, expected checksum Type: ${checksum.algorithm.toLowerCase()}, actual checksum Type: ${declared.algorithm.toLowerCase()}`,
    );
  }
  const receipt = { request, authentication, sign: context.authority.sign, algorithm: checksum?.algorithm };
  return receiveBlob(context, receipt, (segment, digests) => {
    const etag = digests.md5.toString("hex");
    context.commit(() =>
      context.uploads.putPart(requireUpload(call), {
        number,
        segment,
        sizeBytes: digests.sizeBytes,
        etag,
        checksum: checksum && digests.checksum?.value,
      }),
    );
    const header = digests.checksum && { [checksumHeader(digests.checksum.algorithm)]: digests.checksum.value };
    return { status: 200, headers: { etag: quoteEtag(etag), ...encryptionHeaders, ...header } };
  });
}

export function abortMultipartUpload(call: S3ObjectCall): S3Response {
  call.context.commit(() => call.context.uploads.remove(requireUpload(call)));
  return noContent;
}

export function listParts(call: S3ObjectCall): S3Response {
  const { context, request, bucket, key } = call;
  const upload = requireUpload(call);
  const marker = readWholeNumber(request.query, "part-number-marker", 0);
  const maxParts = Math.min(1000, readWholeNumber(request.query, "max-parts", 1000));
  const found = context.uploads.parts(upload, marker, maxParts + 1);
  const parts = found.slice(0, maxParts);
  return xmlResponse("ListPartsResult", {
    Bucket: bucket.name,
    Key: key,
    UploadId: upload.uploadId,
    PartNumberMarker: marker,
    NextPartNumberMarker: parts.at(-1)?.number ?? 0,
    MaxParts: maxParts,
    IsTruncated: found.length > parts.length,
    StorageClass: "STANDARD",
    ChecksumAlgorithm: upload.checksum?.algorithm,
    ChecksumType: upload.checksum?.type,
    Part: parts.map((part) => ({
      PartNumber: part.number,
      LastModified: new Date(part.modifiedMs).toISOString(),
      ETag: quoteEtag(part.etag),
      Size: part.sizeBytes,
      ...(upload.checksum && { [checksumElement(upload.checksum.algorithm)]: part.checksum }),
    })),
  });
}

export function requireUpload({ context, request, bucket, key }: S3ObjectCall): MultipartUpload {
  const uploadId = request.query.get("uploadId") ?? "";
  const upload = context.uploads.find(bucket.name, key, uploadId);
  if (upload) return upload;
  throw new S3Error(
    "NoSuchUpload",
    "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
    {
      details: { UploadId: uploadId },
    },
  );
}

function readPartNumber(query: URLSearchParams): number {
  const number = readWholeNumber(query, "partNumber", 0);
  if (number >= 1 && number <= maxPartNumber) return number;
  throw new S3Error("InvalidArgument", `Part number must be an integer between 1 and ${maxPartNumber}, inclusive`, {
    details: { ArgumentName: "partNumber", ArgumentValue: query.get("partNumber") ?? "" },
  });
}

function readWholeNumber(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name);
  if (text === null) return otherwise;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new S3Error("InvalidArgument", `Provided ${name} not an integer or within integer range`, {
    details: { ArgumentName: name, ArgumentValue: text },
  });
}
