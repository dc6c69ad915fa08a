import { createHash } from "node:crypto";
import { assembleChecksum, type Checksum, checksumAlgorithms, checksumElement, checksumHeader } from "../body/checksums.ts";
import { receiveDocument } from "../body/receive-body.ts";
import { checksumElements, encryptionHeaders, quoteEtag, versionHeaders } from "../objects/object-version.ts";
import { storeObject } from "../objects/put-object.ts";
import type { S3ObjectCall } from "../s3-context.ts";
import { S3Error } from "../s3-error.ts";
import type { S3Request } from "../s3-request.ts";
import { type S3Response, xmlResponse } from "../s3-response.ts";
import type { MultipartUpload, Part } from "../storage/upload-store.ts";
import { elementsOf, malformedXml, parseXml, textOf, type XmlElement } from "../xml.ts";
import { requireUpload } from "./upload-parts.ts";

const minPartBytes = 5 * 2 ** 20;
const maxParts = 10_000;

interface NamedPart {
  readonly number: number;
  readonly etag: string;
  readonly checksums: Readonly<Record<string, string | undefined>>;
}

/** The parts' files become the object's segments: nothing is copied. */
export async function completeMultipartUpload(call: S3ObjectCall): Promise<S3Response> {
  const { context, request, bucket, key } = call;
  requireUpload(call);
  // A checksum among the headers of this request is the object's, not that of the XML.
  const headers = new Map([...request.headers].filter(([name]) => !name.startsWith("x-amz-checksum-")));
  const body = await receiveDocument({
    request: { ...request, headers },
    authentication: call.authentication,
    sign: context.authority.sign,
  });
  const named = elementsOf(parseXml(body, "CompleteMultipartUpload"), "Part").map(readNamedPart);
  if (named.length === 0 || named.length > maxParts) throw malformedXml();
  const upload = requireUpload(call);
  const parts = selectParts(named, upload, context.uploads.parts(upload));
  requireObjectSize(request, parts);
  const checksum = assemble(upload, parts);
  requireObjectChecksum(request, checksum);
  const version = storeObject(
    context,
    request,
    "ObjectCreated:CompleteMultipartUpload",
    {
      ...upload,
      etag: `${createHash("md5")
        .update(Buffer.concat(parts.map((part) => Buffer.from(part.etag, "hex"))))
        .digest("hex")}-${parts.length}`,
      checksum,
      segments: parts.flatMap(({ segment }) => segment ?? []),
    },
    () => context.uploads.remove(upload),
  );
  return xmlResponse(
    "CompleteMultipartUploadResult",
    {
      Location: `http://${request.headers.get("host") ?? ""}${request.raw.url?.split("?")[0] ?? ""}`,
      Bucket: bucket.name,
      Key: key,
      ETag: quoteEtag(version.etag),
      ...checksumElements(version.checksum),
    },
    { ...encryptionHeaders, ...versionHeaders(bucket, version) },
  );
}

function readNamedPart(element: XmlElement): NamedPart {
  const number = Number(textOf(element, "PartNumber"));
  const etag = textOf(element, "ETag")?.replaceAll('"', "");
  if (!Number.isInteger(number) || !etag) throw malformedXml();
  return {
    number,
    etag,
    checksums: Object.fromEntries(checksumAlgorithms.map((algorithm) => [algorithm, textOf(element, checksumElement(algorithm))])),
  };
}

function selectParts(named: readonly NamedPart[], { uploadId, checksum }: MultipartUpload, uploaded: readonly Part[]): Part[] {
  if (named.some(({ number }, index) => number <= (named[index - 1]?.number ?? 0))) {
    throw new S3Error("InvalidPartOrder", "The list of parts was not in ascending order. Parts must be ordered by part number.", {
      details: { UploadId: uploadId },
    });
  }
  const byNumber = new Map(uploaded.map((part) => [part.number, part]));
  return named.map(({ number, etag, checksums }, index) => {
    const part = byNumber.get(number);
    const given = checksum && checksums[checksum.algorithm];
    if (checksum?.type === "COMPOSITE" && given === undefined) {
      throw new S3Error(
        "InvalidRequest",
        `The upload was created using a ${checksum.algorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${number} in the request.`,
      );
    }
    if (!part || part.etag !== etag || (given !== undefined && given !== part.checksum)) {
      throw new S3Error(
        "InvalidPart",
        "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
        { details: { UploadId: uploadId, PartNumber: number, ETag: etag } },
      );
    }
    if (part.sizeBytes < minPartBytes && index < named.length - 1) {
      throw new S3Error("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size", {
        details: { ProposedSize: part.sizeBytes, MinSizeAllowed: minPartBytes, PartNumber: number, ETag: etag },
      });
    }
    return part;
  });
}

function requireObjectSize(request: S3Request, parts: readonly Part[]): void {
  const declared = request.headers.get("x-amz-mp-object-size");
  const sizeBytes = parts.reduce((sum, part) => sum + part.sizeBytes, 0);
  if (declared === undefined || Number(declared) === sizeBytes) return;
  throw new S3Error(
    "InvalidRequest",
    `The provided 'x-amz-mp-object-size' header value ${declared} does not match what was computed: ${sizeBytes}`,
  );
}

function assemble({ checksum }: MultipartUpload, parts: readonly Part[]): Checksum | undefined {
  if (!checksum) return undefined;
  const values = parts.map((part) => ({ value: part.checksum ?? "", sizeBytes: part.sizeBytes }));
  return assembleChecksum(checksum.algorithm, checksum.type, values);
}

function requireObjectChecksum({ headers }: S3Request, checksum: Checksum | undefined): void {
  for (const algorithm of checksumAlgorithms) {
    const declared = headers.get(checksumHeader(algorithm));
    if (declared === undefined || (checksum?.algorithm === algorithm && checksum.value === declared)) continue;
    throw new S3Error("BadDigest", `The ${algorithm} you specified did not match the calculated checksum.`);
  }
}
