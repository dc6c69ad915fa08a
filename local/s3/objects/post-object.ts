import { type Authority, parseCredential, parseLongDate, requireKnownKey, scopeFault } from "../auth/credential-scope.ts";
import { type PostPolicy, parsePostPolicy, requirePolicyHolds, sizeRange } from "../auth/post-policy.ts";
import { isSameSignature } from "../auth/signature.ts";
import { type BodyDigests, createBodyDigester } from "../body/body-digests.ts";
import { readDeclaredChecksum } from "../body/checksums.ts";
import { requireBucket, type S3Context } from "../s3-context.ts";
import { S3Error } from "../s3-error.ts";
import { requireKeyLength, type S3Request } from "../s3-request.ts";
import { type S3Response, xmlResponse } from "../s3-response.ts";
import type { BlobWriter } from "../storage/blob-store.ts";
import type { ObjectVersion } from "../storage/version-store.ts";
import { escapeUriPath, toHeaderText } from "../text-encoding.ts";
import { readAttributes, refuseUnsupportedDemands } from "./attributes.ts";
import { quoteEtag } from "./object-version.ts";
import { storeObject, wholeChecksum, writtenHeaders } from "./put-object.ts";
import { parseTagHeader } from "./tagging.ts";
import { readUploadForm, type UploadForm } from "./upload-form.ts";

const fileNameVariable = "$" + "{filename}";
const anySize = { minBytes: 0, maxBytes: 5 * 2 ** 30 };

/** A browser's form upload: it carries its own permission, a signed policy, and no Authorization header. */
export async function postObject(context: S3Context, request: S3Request): Promise<S3Response> {
  const bucket = requireBucket(context, request.bucket ?? "");
  const form = await readUploadForm(request);
  const writer = context.blobs.createWriter();
  try {
    const fields = withFileName(form);
    const policy = await requireSignedPolicy(fields, context.authority);
    requirePolicyHolds(policy, { fields, bucket: bucket.name });
    refuseUnsupportedDemands(fields);
    const plan = {
      attributes: readAttributes(new Map([...fields].map(([name, value]) => [name, toHeaderText(value)]))),
      tags: readTags(fields),
      key: requireKey(fields),
    };
    const digests = await receiveFile(form, fields, policy, writer);
    const segment = await writer.finish();
    const version = storeObject(context, request, "ObjectCreated:Post", {
      ...plan,
      bucket: bucket.name,
      etag: digests.md5.toString("hex"),
      checksum: wholeChecksum(digests),
      segments: segment ? [segment] : [],
    });
    return answer(context, request, fields, version);
  } catch (error) {
    request.raw.unpipe();
    await writer.discard();
    throw error;
  }
}

function withFileName({ fields, fileName }: UploadForm): ReadonlyMap<string, string> {
  const key = fields.get("key");
  return key === undefined ? fields : new Map(fields).set("key", key.replaceAll(fileNameVariable, fileName));
}

async function requireSignedPolicy(fields: ReadonlyMap<string, string>, authority: Authority): Promise<PostPolicy> {
  const policy = fields.get("policy");
  if (policy === undefined) throw new S3Error("AccessDenied", "Access Denied");
  const [algorithm, longDate, signature] = ["algorithm", "date", "signature"].map((name) => fields.get(`x-amz-${name}`));
  const credential = parseCredential(fields.get("x-amz-credential") ?? "");
  const date = parseLongDate(longDate);
  if (algorithm !== "AWS4-HMAC-SHA256" || !credential || !date || !longDate || !signature) {
    throw new S3Error(
      "InvalidArgument",
      "The form must carry X-Amz-Algorithm (AWS4-HMAC-SHA256), X-Amz-Credential, X-Amz-Date and X-Amz-Signature.",
    );
  }
  const fault = scopeFault(credential, authority.region, longDate);
  if (fault) throw new S3Error("InvalidArgument", `Error parsing the X-Amz-Credential parameter; ${fault}`);
  requireKnownKey(credential, authority);
  if (fields.has("x-amz-security-token")) throw new S3Error("InvalidToken", "The provided token is malformed or otherwise invalid.");
  if (!isSameSignature(await authority.sign(policy, date), signature)) {
    throw new S3Error(
      "SignatureDoesNotMatch",
      "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
      {
        details: { StringToSign: policy },
      },
    );
  }
  return parsePostPolicy(policy);
}

function readTags(fields: ReadonlyMap<string, string>) {
  if (fields.has("tagging"))
    throw new S3Error("NotImplemented", "The tagging field is not implemented here; tag the object after the upload.");
  return parseTagHeader(fields.get("x-amz-tagging"));
}

function requireKey(fields: ReadonlyMap<string, string>): string {
  const key = fields.get("key");
  if (!key)
    throw new S3Error(
      "InvalidArgument",
      "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.",
    );
  return requireKeyLength(key);
}

/** Refuses the file as soon as it grows over its policy's limit, not after it has arrived. */
async function receiveFile(
  { file }: UploadForm,
  fields: ReadonlyMap<string, string>,
  policy: PostPolicy,
  writer: BlobWriter,
): Promise<BodyDigests> {
  const { minBytes, maxBytes } = sizeRange(policy, anySize);
  const digester = createBodyDigester({ md5: fields.get("content-md5"), checksum: readDeclaredChecksum(fields) });
  let sizeBytes = 0;
  for await (const chunk of file.iterator({ destroyOnReturn: false })) {
    sizeBytes += chunk.length;
    if (sizeBytes > maxBytes) {
      throw new S3Error("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", {
        details: { ProposedSize: sizeBytes, MaxSizeAllowed: maxBytes },
      });
    }
    digester.update(chunk);
    await writer.write(chunk);
  }
  if (sizeBytes < minBytes) {
    throw new S3Error("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size", {
      details: { ProposedSize: sizeBytes, MinSizeAllowed: minBytes },
    });
  }
  return digester.finish(new Map());
}

function answer(context: S3Context, request: S3Request, fields: ReadonlyMap<string, string>, version: ObjectVersion): S3Response {
  const location = `http://${request.headers.get("host") ?? ""}/${version.bucket}/${escapeUriPath(version.key)}`;
  const headers = { ...writtenHeaders(context, version), location };
  const redirect = fields.get("success_action_redirect");
  if (redirect !== undefined && URL.canParse(redirect)) {
    const target = new URL(redirect);
    for (const [name, value] of Object.entries({ bucket: version.bucket, key: version.key, etag: quoteEtag(version.etag) }))
      target.searchParams.set(name, value);
    return { status: 303, headers: { ...headers, location: target.href } };
  }
  const status = fields.get("success_action_status");
  if (status === "200") return { status: 200, headers };
  if (status !== "201") return { status: 204, headers };
  const content = { Location: location, Bucket: version.bucket, Key: version.key, ETag: quoteEtag(version.etag) };
  return { ...xmlResponse("PostResponse", content, headers), status: 201 };
}
