import { receiveDocument } from "../body/receive-body.ts";
import type { S3ObjectCall } from "../s3-context.ts";
import { S3Error } from "../s3-error.ts";
import { type S3Response, xmlResponse } from "../s3-response.ts";
import type { Tag } from "../storage/version-store.ts";
import { elementOf, elementsOf, malformedXml, parseXml, textOf } from "../xml.ts";
import { requireObject, versionHeaders } from "./object-version.ts";

const maxObjectTags = 10;
const maxKeyLength = 128;
const maxValueLength = 256;

export function parseTagSet(body: string, maxTags = maxObjectTags): Tag[] {
  const set = elementOf(parseXml(body, "Tagging"), "TagSet");
  if (!set) throw malformedXml();
  return requireTags(
    elementsOf(set, "Tag").map((tag) => ({ key: textOf(tag, "Key") ?? "", value: textOf(tag, "Value") ?? "" })),
    maxTags,
  );
}

/** The `x-amz-tagging` header is a query string. */
export function parseTagHeader(text: string | undefined): Tag[] {
  return requireTags(
    [...new URLSearchParams(text ?? "")].map(([key, value]) => ({ key, value })),
    maxObjectTags,
  );
}

function requireTags(tags: Tag[], maxTags: number): Tag[] {
  if (tags.length > maxTags) throw new S3Error("BadRequest", `Object tags cannot be greater than ${maxTags}`);
  for (const { key, value } of tags) {
    if (key.length === 0 || key.length > maxKeyLength)
      throw new S3Error("InvalidTag", "The TagKey you have provided is invalid", { details: { TagKey: key } });
    if (value.length > maxValueLength)
      throw new S3Error("InvalidTag", "The TagValue you have provided is invalid", { details: { TagValue: value } });
  }
  if (new Set(tags.map((tag) => tag.key)).size !== tags.length)
    throw new S3Error("InvalidTag", "Cannot provide multiple Tags with the same key");
  return tags;
}

export function getObjectTagging(call: S3ObjectCall): S3Response {
  const version = requireObject(call);
  const tags = version.tags.map(({ key, value }) => ({ Key: key, Value: value }));
  return xmlResponse("Tagging", { TagSet: { Tag: tags } }, versionHeaders(call.bucket, version));
}

export async function putObjectTagging(call: S3ObjectCall): Promise<S3Response> {
  const { context, request, authentication } = call;
  const tags = parseTagSet(await receiveDocument({ request, authentication, sign: context.authority.sign }));
  return setTags(call, tags, 200);
}

export function deleteObjectTagging(call: S3ObjectCall): S3Response {
  return setTags(call, [], 204);
}

function setTags(call: S3ObjectCall, tags: readonly Tag[], status: number): S3Response {
  return call.context.commit(() => {
    const version = requireObject(call);
    call.context.versions.setTags(version, tags);
    return { status, headers: versionHeaders(call.bucket, version) };
  });
}
