import { receiveDocument, requireBodyDigest } from "../body/receive-body.ts";
import { parseTagSet } from "../objects/tagging.ts";
import type { S3Call } from "../s3-context.ts";
import { S3Error, type S3ErrorCode } from "../s3-error.ts";
import { noContent, type S3Response } from "../s3-response.ts";
import { parseXml, renderXml } from "../xml.ts";
import { parseCors } from "./cors.ts";
import { normaliseLifecycle } from "./lifecycle-rules.ts";
import { normaliseNotifications, parseNotifications, sendTestEvents } from "./notifications.ts";

export interface SettingKind {
  readonly kind: string;
  /** Refuses a bad document; what it returns is what is kept and given back. */
  readonly normalise: (body: string) => string;
  /** What GET answers when nothing was put: an error, or a document. */
  readonly absent: { readonly code: S3ErrorCode; readonly message: string } | { readonly body: string };
  readonly needsDigest?: boolean;
  readonly putStatus?: number;
  readonly isJson?: boolean;
}

const defaultEncryption = renderXml("ServerSideEncryptionConfiguration", {
  Rule: { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" }, BucketKeyEnabled: false },
});

/** The parts of a bucket's configuration that are one document each. */
export const settingKinds: Readonly<Record<string, SettingKind>> = {
  cors: {
    kind: "cors",
    normalise: checked(parseCors),
    absent: { code: "NoSuchCORSConfiguration", message: "The CORS configuration does not exist" },
    needsDigest: true,
  },
  lifecycle: {
    kind: "lifecycle",
    normalise: normaliseLifecycle,
    absent: { code: "NoSuchLifecycleConfiguration", message: "The lifecycle configuration does not exist" },
    needsDigest: true,
  },
  notification: { kind: "notification", normalise: normaliseNotifications, absent: { body: renderXml("NotificationConfiguration", {}) } },
  encryption: { kind: "encryption", normalise: rooted("ServerSideEncryptionConfiguration"), absent: { body: defaultEncryption } },
  publicAccessBlock: {
    kind: "publicAccessBlock",
    normalise: rooted("PublicAccessBlockConfiguration"),
    absent: { code: "NoSuchPublicAccessBlockConfiguration", message: "The public access block configuration was not found" },
  },
  ownershipControls: {
    kind: "ownershipControls",
    normalise: rooted("OwnershipControls"),
    absent: { code: "OwnershipControlsNotFoundError", message: "The bucket ownership controls were not found" },
  },
  policy: {
    kind: "policy",
    normalise: checked(requirePolicy),
    absent: { code: "NoSuchBucketPolicy", message: "The bucket policy does not exist" },
    putStatus: 204,
    isJson: true,
  },
  tagging: {
    kind: "tagging",
    normalise: checked((body) => parseTagSet(body, 50)),
    absent: { code: "NoSuchTagSet", message: "The TagSet does not exist" },
    putStatus: 204,
    needsDigest: true,
  },
};

function checked(parse: (body: string) => unknown): (body: string) => string {
  return (body) => {
    parse(body);
    return body;
  };
}

function rooted(root: string): (body: string) => string {
  return checked((body) => parseXml(body, root));
}

function requirePolicy(body: string): void {
  try {
    if (Array.isArray(JSON.parse(body)?.Statement)) return;
  } catch (cause) {
    throw Object.assign(new S3Error("MalformedPolicy", "Policies must be valid JSON and the first byte must be '{'"), { cause });
  }
  throw new S3Error("MalformedPolicy", "Missing required field Statement");
}

export function getSetting({ context, bucket }: S3Call, { kind, absent, isJson }: SettingKind): S3Response {
  const body = context.buckets.setting(bucket.name, kind) ?? ("body" in absent ? absent.body : undefined);
  if (body !== undefined) return { status: 200, headers: { "content-type": isJson ? "application/json" : "application/xml" }, body };
  const { code, message } = absent as { code: S3ErrorCode; message: string };
  throw new S3Error(code, message, { details: { BucketName: bucket.name } });
}

export async function putSetting(call: S3Call, setting: SettingKind): Promise<S3Response> {
  const { context, request, authentication, bucket } = call;
  if (setting.needsDigest) requireBodyDigest(request);
  const body = setting.normalise(await receiveDocument({ request, authentication, sign: context.authority.sign }));
  if (setting.kind === "notification" && request.headers.get("x-amz-skip-destination-validation") !== "true") {
    await sendTestEvents(context, bucket.name, parseNotifications(body), request.id);
  }
  context.commit(() => context.buckets.putSetting(bucket.name, setting.kind, body));
  return { status: setting.putStatus ?? 200 };
}

export function deleteSetting({ context, bucket }: S3Call, { kind }: SettingKind): S3Response {
  context.commit(() => context.buckets.removeSetting(bucket.name, kind));
  return noContent;
}
