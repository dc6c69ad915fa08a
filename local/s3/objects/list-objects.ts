import { owner } from "../buckets/bucket.ts";
import type { S3Call, S3Context } from "../s3-context.ts";
import { S3Error } from "../s3-error.ts";
import { type S3Response, xmlResponse } from "../s3-response.ts";
import { type ObjectVersion, toVersion, type VersionRow } from "../storage/version-store.ts";
import { encodeKey } from "../text-encoding.ts";
import type { XmlElement } from "../xml.ts";
import { behindPrefix, type Cursor, collectPage, readMaxKeys } from "./list-page.ts";
import { quoteEtag } from "./object-version.ts";

export function listObjectsV2({ context, request, bucket }: S3Call): S3Response {
  const { query } = request;
  if (query.get("list-type") !== "2")
    throw new S3Error("NotImplemented", "Version 1 of ListObjects is not implemented here; use list-type=2.");
  const [prefix, delimiter, startAfter] = [query.get("prefix") ?? "", query.get("delimiter") ?? "", query.get("start-after") ?? ""];
  const maxKeys = readMaxKeys(query, "max-keys");
  const token = query.get("continuation-token") ?? undefined;
  const start = token === undefined ? { key: startAfter, isInclusive: false } : readToken(token);
  const page = collectPage({ prefix, delimiter, maxKeys, start, fetch: (...at) => fetchLatest(context, bucket.name, ...at) });
  const encode = keyEncoder(query);
  const withOwner = query.get("fetch-owner") === "true" ? { Owner: owner } : {};
  return xmlResponse("ListBucketResult", {
    Name: bucket.name,
    Prefix: encode(prefix),
    Delimiter: delimiter === "" ? undefined : encode(delimiter),
    MaxKeys: maxKeys,
    KeyCount: page.rows.length + page.prefixes.length,
    IsTruncated: page.isTruncated,
    EncodingType: query.get("encoding-type") ?? undefined,
    StartAfter: startAfter === "" ? undefined : encode(startAfter),
    ContinuationToken: token,
    NextContinuationToken: page.isTruncated ? toToken(page.last) : undefined,
    Contents: page.rows.map(toVersion).map((version) => ({ ...describeVersion(version, encode), ...withOwner })),
    CommonPrefixes: page.prefixes.map((common) => ({ Prefix: encode(common) })),
  });
}

function fetchLatest(
  context: S3Context,
  bucket: string,
  { key, isInclusive }: Cursor,
  end: string | undefined,
  limit: number,
): VersionRow[] {
  const sql = `SELECT * FROM versions WHERE bucket = ? AND is_latest = 1 AND is_marker = 0 AND key ${isInclusive ? ">=" : ">"} ?
    ${end === undefined ? "" : "AND key < ?"} ORDER BY key LIMIT ?`;
  return context.database.all<VersionRow>(sql, bucket, key, ...(end === undefined ? [] : [end]), limit);
}

export function listObjectVersions({ context, request, bucket }: S3Call): S3Response {
  const { query } = request;
  const [prefix, delimiter] = [query.get("prefix") ?? "", query.get("delimiter") ?? ""];
  const [keyMarker, versionMarker] = [query.get("key-marker") ?? "", query.get("version-id-marker") ?? ""];
  const maxKeys = readMaxKeys(query, "max-keys");
  const start = startAfterVersion(context, bucket.name, keyMarker, versionMarker, delimiter);
  const page = collectPage({ prefix, delimiter, maxKeys, start, fetch: (...at) => fetchVersions(context, bucket.name, ...at) });
  const encode = keyEncoder(query);
  const versions = page.rows.map(toVersion);
  const next =
    typeof page.last === "string"
      ? { NextKeyMarker: encode(page.last) }
      : page.last && { NextKeyMarker: encode(page.last.key), NextVersionIdMarker: page.last.version_id };
  return xmlResponse("ListVersionsResult", {
    Name: bucket.name,
    Prefix: encode(prefix),
    Delimiter: delimiter === "" ? undefined : encode(delimiter),
    KeyMarker: encode(keyMarker),
    VersionIdMarker: versionMarker,
    ...(page.isTruncated && next),
    MaxKeys: maxKeys,
    EncodingType: query.get("encoding-type") ?? undefined,
    IsTruncated: page.isTruncated,
    Version: versions
      .filter(({ isMarker }) => !isMarker)
      .map((version) => ({ ...describeVersion(version, encode), ...identify(version), Owner: owner })),
    DeleteMarker: versions
      .filter(({ isMarker }) => isMarker)
      .map((version) => ({
        Key: encode(version.key),
        ...identify(version),
        LastModified: new Date(version.modifiedMs).toISOString(),
        Owner: owner,
      })),
    CommonPrefixes: page.prefixes.map((common) => ({ Prefix: encode(common) })),
  });
}

function startAfterVersion(context: S3Context, bucket: string, key: string, versionId: string, delimiter: string): Cursor {
  if (versionId !== "" && key === "") throw new S3Error("InvalidArgument", "A version-id marker cannot be specified without a key marker.");
  if (delimiter !== "" && versionId === "" && key.endsWith(delimiter)) return behindPrefix(key) ?? { key, isInclusive: false };
  if (versionId === "") return { key, isInclusive: false };
  // Whoever deletes while listing deletes the marker too: then the key's remaining versions are listed, none is skipped.
  const version = context.versions.find(bucket, key, versionId);
  return version ? { key, isInclusive: false, row: version.id } : { key, isInclusive: true };
}

/** Versions of one key come newest first; a cursor's row is the last one seen, and 0 stands for all of them. */
function fetchVersions(
  context: S3Context,
  bucket: string,
  { key, isInclusive, row = 0 }: Cursor,
  end: string | undefined,
  limit: number,
): VersionRow[] {
  const from = isInclusive ? "key >= ?2" : "(key > ?2 OR (key = ?2 AND id < ?3))";
  const sql = `SELECT * FROM versions WHERE bucket = ?1 AND ${from} AND (?4 IS NULL OR key < ?4) ORDER BY key, id DESC LIMIT ?5`;
  return context.database.all<VersionRow>(sql, bucket, key, row, end ?? null, limit);
}

function describeVersion(version: ObjectVersion, encode: (text: string) => string): XmlElement {
  return {
    Key: encode(version.key),
    LastModified: new Date(version.modifiedMs).toISOString(),
    ETag: quoteEtag(version.etag),
    ChecksumAlgorithm: version.checksum?.algorithm,
    ChecksumType: version.checksum?.type,
    Size: version.sizeBytes,
    StorageClass: "STANDARD",
  };
}

function identify({ versionId, isLatest }: ObjectVersion): XmlElement {
  return { VersionId: versionId, IsLatest: isLatest };
}

export function keyEncoder(query: URLSearchParams): (text: string) => string {
  const type = query.get("encoding-type");
  if (type !== null && type !== "url") throw new S3Error("InvalidArgument", "Invalid Encoding Method specified in Request");
  return type === null ? (text) => text : encodeKey;
}

function toToken(last: VersionRow | string | undefined): string {
  const text = typeof last === "string" ? `p${last}` : `k${last?.key ?? ""}`;
  return Buffer.from(text).toString("base64url");
}

function readToken(token: string): Cursor {
  const text = Buffer.from(token, "base64url").toString("utf8");
  const key = text.slice(1);
  if (text.startsWith("k")) return { key, isInclusive: false };
  const cursor = text.startsWith("p") ? behindPrefix(key) : undefined;
  if (!cursor)
    throw new S3Error("InvalidArgument", "The continuation token provided is incorrect", {
      details: { ArgumentName: "continuation-token" },
    });
  return cursor;
}
