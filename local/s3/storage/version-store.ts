import { randomBytes } from "node:crypto";
import type { Checksum } from "../body/checksums.ts";
import type { Segment } from "./blob-store.ts";
import type { Database } from "./database.ts";

export interface Tag {
  readonly key: string;
  readonly value: string;
}

export interface ObjectAttributes {
  /** Content-Type and the other headers that S3 keeps and returns, by lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** By lower-case name without `x-amz-meta-`. */
  readonly metadata: Readonly<Record<string, string>>;
}

export interface ObjectVersion {
  readonly id: number;
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  readonly isLatest: boolean;
  readonly isMarker: boolean;
  readonly sizeBytes: number;
  /** Without quotes. */
  readonly etag: string;
  readonly modifiedMs: number;
  readonly attributes: ObjectAttributes;
  readonly checksum: Checksum | undefined;
  readonly tags: readonly Tag[];
}

export interface NewVersion {
  readonly bucket: string;
  readonly key: string;
  readonly etag: string;
  readonly attributes: ObjectAttributes;
  readonly checksum: Checksum | undefined;
  readonly tags: readonly Tag[];
  readonly segments: readonly Segment[];
}

export interface VersionRow {
  readonly id: number;
  readonly bucket: string;
  readonly key: string;
  readonly version_id: string;
  readonly is_latest: number;
  readonly is_marker: number;
  readonly size_bytes: number;
  readonly etag: string;
  readonly modified_ms: number;
  readonly attributes: string;
  readonly checksum: string | null;
  readonly tags: string;
}

export type Versioning = "Enabled" | "Suspended" | null;
export const nullVersionId = "null";
const noAttributes: ObjectAttributes = { headers: {}, metadata: {} };

export type VersionStore = ReturnType<typeof createVersionStore>;

/**
 * Objects as rows, each a version or a delete marker. Every method that changes rows runs inside the caller's transaction and
 * adds the files it stopped referring to to `freed`.
 */
export function createVersionStore(database: Database, freed: Set<string>) {
  function segmentsOf(version: ObjectVersion): Segment[] {
    return database.all<Segment>("SELECT blob, size_bytes AS sizeBytes FROM segments WHERE version = ? ORDER BY position", version.id);
  }

  function find(bucket: string, key: string, versionId?: string): ObjectVersion | undefined {
    const row =
      versionId === undefined
        ? database.get<VersionRow>("SELECT * FROM versions WHERE bucket = ? AND key = ? AND is_latest = 1", bucket, key)
        : database.get<VersionRow>("SELECT * FROM versions WHERE bucket = ? AND key = ? AND version_id = ?", bucket, key, versionId);
    return row && toVersion(row);
  }

  function insert(version: NewVersion & { isMarker: boolean }, versioning: Versioning): ObjectVersion {
    const { bucket, key } = version;
    const versionId = versioning === "Enabled" ? randomBytes(24).toString("base64url") : nullVersionId;
    if (versionId === nullVersionId) {
      const replaced = find(bucket, key, nullVersionId);
      if (replaced) drop(replaced);
    }
    database.run("UPDATE versions SET is_latest = 0 WHERE bucket = ? AND key = ? AND is_latest = 1", bucket, key);
    const row = database.get<VersionRow>(
      `INSERT INTO versions (bucket, key, version_id, is_latest, is_marker, size_bytes, etag, modified_ms, attributes, checksum, tags)
       VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?) RETURNING *`,
      bucket,
      key,
      versionId,
      Number(version.isMarker),
      version.segments.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      version.etag,
      Date.now(),
      JSON.stringify(version.attributes),
      version.checksum ? JSON.stringify(version.checksum) : null,
      JSON.stringify(version.tags),
    );
    if (!row) throw new Error("The inserted version was not returned.");
    for (const [position, { blob, sizeBytes }] of version.segments.entries()) {
      database.run("INSERT INTO segments VALUES (?, ?, ?, ?)", row.id, position, blob, sizeBytes);
    }
    return toVersion(row);
  }

  function drop(version: ObjectVersion): void {
    for (const { blob } of segmentsOf(version)) freed.add(blob);
    database.run("DELETE FROM versions WHERE id = ?", version.id);
  }

  return {
    find,
    segmentsOf,
    put: (version: NewVersion, versioning: Versioning) => insert({ ...version, isMarker: false }, versioning),
    putMarker: (bucket: string, key: string, versioning: Versioning) =>
      insert({ bucket, key, etag: "", attributes: noAttributes, checksum: undefined, tags: [], segments: [], isMarker: true }, versioning),
    /** Removes one version for good; the newest of the rest becomes the latest. */
    remove(version: ObjectVersion): void {
      drop(version);
      if (!version.isLatest) return;
      database.run(
        "UPDATE versions SET is_latest = 1 WHERE id = (SELECT max(id) FROM versions WHERE bucket = ? AND key = ?)",
        version.bucket,
        version.key,
      );
    },
    setTags: (version: ObjectVersion, tags: readonly Tag[]) =>
      database.run("UPDATE versions SET tags = ? WHERE id = ?", JSON.stringify(tags), version.id),
  };
}

export function toVersion(row: VersionRow): ObjectVersion {
  return {
    id: row.id,
    bucket: row.bucket,
    key: row.key,
    versionId: row.version_id,
    isLatest: row.is_latest === 1,
    isMarker: row.is_marker === 1,
    sizeBytes: row.size_bytes,
    etag: row.etag,
    modifiedMs: row.modified_ms,
    attributes: JSON.parse(row.attributes),
    checksum: row.checksum === null ? undefined : JSON.parse(row.checksum),
    tags: JSON.parse(row.tags),
  };
}
