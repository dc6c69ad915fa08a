import { S3Error } from "../s3-error.ts";
import type { Sign } from "./signature.ts";

export interface Authority {
  readonly region: string;
  readonly accessKeyId: string;
  readonly sign: Sign;
}

export interface CredentialScope {
  readonly accessKeyId: string;
  /** `20260101/us-east-1/s3/aws4_request` */
  readonly scope: string;
  readonly shortDate: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
}

export function parseCredential(text: string): CredentialScope | undefined {
  const parts = text.split("/");
  const [shortDate, region, service, terminator] = parts.slice(-4);
  const accessKeyId = parts.slice(0, -4).join("/");
  if (!accessKeyId || !shortDate || !region || !service || !terminator) return undefined;
  return { accessKeyId, scope: parts.slice(-4).join("/"), shortDate, region, service, terminator };
}

/** What is wrong with the scope, in S3's words; each way of signing has an error code of its own for it. */
export function scopeFault(credential: CredentialScope, region: string, longDate: string): string | undefined {
  if (credential.region !== region) return `the region '${credential.region}' is wrong; expecting '${region}'`;
  if (credential.service !== "s3") return `incorrect service "${credential.service}". This endpoint belongs to "s3".`;
  if (credential.terminator !== "aws4_request") return `incorrect terminal "${credential.terminator}". This endpoint uses "aws4_request".`;
  if (!longDate.startsWith(credential.shortDate))
    return `Invalid credential date "${credential.shortDate}". This date is not the same as X-Amz-Date.`;
  return undefined;
}

export function requireKnownKey(credential: CredentialScope, authority: Authority): void {
  if (credential.accessKeyId === authority.accessKeyId) return;
  throw new S3Error("InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.", {
    details: { AWSAccessKeyId: credential.accessKeyId },
  });
}

/** Reads `20260101T000000Z`. */
export function parseLongDate(text: string | undefined): Date | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? "");
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
