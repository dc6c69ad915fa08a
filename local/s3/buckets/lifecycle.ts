import { removeObject } from "../objects/delete-object.ts";
import type { S3Context } from "../s3-context.ts";
import type { Bucket } from "../storage/bucket-store.ts";
import { toUpload, type UploadRow } from "../storage/upload-store.ts";
import { type ObjectVersion, toVersion, type VersionRow } from "../storage/version-store.ts";
import { type LifecycleRule, parseLifecycle } from "./lifecycle-rules.ts";

const dayMs = 86_400_000;

interface DatedRow extends VersionRow {
  /** When a newer version replaced it. */
  readonly replaced_ms: number | null;
  /** 1 for the newest of the replaced versions of its key. */
  readonly age_rank: number;
}

/** Does what the lifecycle rules of every bucket say is due at `nowMs`. */
export function applyLifecycle(context: S3Context, nowMs: number): void {
  for (const bucket of context.buckets.list()) {
    const rules = context.buckets.parsedSetting(bucket.name, "lifecycle", parseLifecycle) ?? [];
    for (const rule of rules.filter((candidate) => candidate.isEnabled)) {
      expireCurrent(context, bucket, rule, nowMs);
      expireNoncurrent(context, bucket, rule, nowMs);
      abortUploads(context, bucket, rule, nowMs);
    }
  }
}

function expireCurrent(context: S3Context, bucket: Bucket, rule: LifecycleRule, nowMs: number): void {
  const { days, dateMs, removesLoneMarkers } = rule.expiration;
  const isDue = (version: ObjectVersion) =>
    (days !== undefined && isPast(version.modifiedMs, days, nowMs)) || (dateMs !== undefined && nowMs >= dateMs);
  const latest = context.database
    .all<VersionRow>("SELECT * FROM versions WHERE bucket = ? AND is_latest = 1", bucket.name)
    .map(toVersion)
    .filter((version) => concerns(rule, version));
  for (const version of latest) {
    if (version.isMarker) {
      if (removesLoneMarkers && isAlone(context, version)) context.commit(() => context.versions.remove(version));
    } else if (isDue(version)) {
      context.commit(() => removeObject(context, bucket, { key: version.key, cause: "LifecycleExpiration" }));
    }
  }
}

function expireNoncurrent(context: S3Context, bucket: Bucket, rule: LifecycleRule, nowMs: number): void {
  const { noncurrentDays, keptNewer } = rule;
  if (noncurrentDays === undefined) return;
  const rows = context.database.all<DatedRow>(
    `SELECT * FROM (
       SELECT *, lag(modified_ms) OVER newest AS replaced_ms, row_number() OVER newest - 1 AS age_rank
       FROM versions WHERE bucket = ? WINDOW newest AS (PARTITION BY key ORDER BY id DESC)
     ) WHERE is_latest = 0`,
    bucket.name,
  );
  const due = rows.filter((row) => row.replaced_ms !== null && isPast(row.replaced_ms, noncurrentDays, nowMs) && row.age_rank > keptNewer);
  for (const version of due.map(toVersion).filter((candidate) => concerns(rule, candidate))) {
    context.commit(() => removeObject(context, bucket, { key: version.key, versionId: version.versionId, cause: "LifecycleExpiration" }));
  }
}

function abortUploads(context: S3Context, bucket: Bucket, rule: LifecycleRule, nowMs: number): void {
  const { abortDays } = rule;
  if (abortDays === undefined) return;
  const uploads = context.database.all<UploadRow>("SELECT * FROM uploads WHERE bucket = ?", bucket.name).map(toUpload);
  for (const upload of uploads) {
    if (upload.key.startsWith(rule.prefix) && isPast(upload.initiatedMs, abortDays, nowMs))
      context.commit(() => context.uploads.remove(upload));
  }
}

/** S3 counts whole days and acts at the midnight (UTC) that follows. */
function isPast(startMs: number, days: number, nowMs: number): boolean {
  return nowMs >= Math.ceil((startMs + days * dayMs) / dayMs) * dayMs;
}

function isAlone(context: S3Context, marker: ObjectVersion): boolean {
  const sql = "SELECT count(*) AS count FROM versions WHERE bucket = ? AND key = ?";
  return context.database.get<{ count: number }>(sql, marker.bucket, marker.key)?.count === 1;
}

function concerns(rule: LifecycleRule, version: ObjectVersion): boolean {
  return (
    version.key.startsWith(rule.prefix) &&
    rule.tags.every((wanted) => version.tags.some((tag) => tag.key === wanted.key && tag.value === wanted.value)) &&
    (rule.largerThanBytes === undefined || version.sizeBytes > rule.largerThanBytes) &&
    (rule.smallerThanBytes === undefined || version.sizeBytes < rule.smallerThanBytes)
  );
}
