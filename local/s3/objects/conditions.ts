import { S3Error } from "../s3-error.ts";
import type { ObjectVersion } from "../storage/version-store.ts";
import { noSuchKey } from "./object-version.ts";

/** What conditional headers lead to: the object, 304, or 412. */
export type ReadVerdict = "proceed" | "not-modified";

/** Judges the conditional headers of a read, or those of a copy's source under `prefix`; the order is RFC 9110's. */
export function judgeRead(headers: ReadonlyMap<string, string>, version: ObjectVersion, prefix = ""): ReadVerdict {
  const header = (name: string) => headers.get(`${prefix}${name}`);
  const modifiedMs = Math.floor(version.modifiedMs / 1000) * 1000;
  const ifMatch = header("if-match");
  const unmodifiedSince = Date.parse(header("if-unmodified-since") ?? "");
  if (ifMatch !== undefined && !matchesEtag(ifMatch, version.etag)) throw preconditionFailed("If-Match");
  if (ifMatch === undefined && modifiedMs > unmodifiedSince) throw preconditionFailed("If-Unmodified-Since");
  const ifNoneMatch = header("if-none-match");
  const modifiedSince = Date.parse(header("if-modified-since") ?? "");
  const isKnown = ifNoneMatch === undefined ? modifiedMs <= modifiedSince : matchesEtag(ifNoneMatch, version.etag);
  return isKnown ? "not-modified" : "proceed";
}

/** Judges the conditional headers of a write against the object it would replace; called inside the write's transaction. */
export function requireWriteConditions(headers: ReadonlyMap<string, string>, key: string, current: ObjectVersion | undefined): void {
  const ifNoneMatch = headers.get("if-none-match");
  const ifMatch = headers.get("if-match");
  const existing = current?.isMarker ? undefined : current;
  if (ifNoneMatch !== undefined && ifNoneMatch !== "*")
    throw new S3Error("NotImplemented", "If-None-Match is implemented for the value * only.");
  if (ifNoneMatch !== undefined && existing) throw preconditionFailed("If-None-Match");
  if (ifMatch === undefined) return;
  if (!existing) throw noSuchKey(key);
  if (!matchesEtag(ifMatch, existing.etag)) throw preconditionFailed("If-Match");
}

export function preconditionFailed(condition: string): S3Error {
  return new S3Error("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", {
    details: { Condition: condition },
  });
}

export function matchesEtag(list: string, etag: string): boolean {
  return list.split(",").some((item) => {
    const candidate = item.trim().replace(/^W\//, "");
    return candidate === "*" || candidate === etag || candidate === `"${etag}"`;
  });
}
