/** Text compares by its UTF-8 bytes in SQLite, which is the order in which S3 lists keys. */
export const schema = `
CREATE TABLE IF NOT EXISTS buckets (
  name TEXT PRIMARY KEY,
  created_ms INTEGER NOT NULL,
  versioning TEXT CHECK (versioning IN ('Enabled', 'Suspended'))
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS settings (
  bucket TEXT NOT NULL REFERENCES buckets ON DELETE CASCADE,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (bucket, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS versions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  bucket TEXT NOT NULL REFERENCES buckets,
  key TEXT NOT NULL,
  version_id TEXT NOT NULL,
  is_latest INTEGER NOT NULL,
  is_marker INTEGER NOT NULL,
  size_bytes INTEGER NOT NULL,
  etag TEXT NOT NULL,
  modified_ms INTEGER NOT NULL,
  attributes TEXT NOT NULL,
  checksum TEXT,
  tags TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS versions_by_version_id ON versions (bucket, key, version_id);
CREATE INDEX IF NOT EXISTS versions_by_key ON versions (bucket, key, id);
CREATE UNIQUE INDEX IF NOT EXISTS versions_latest ON versions (bucket, key) WHERE is_latest = 1;

CREATE TABLE IF NOT EXISTS segments (
  version INTEGER NOT NULL REFERENCES versions ON DELETE CASCADE,
  position INTEGER NOT NULL,
  blob TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  PRIMARY KEY (version, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS segments_by_blob ON segments (blob);

CREATE TABLE IF NOT EXISTS uploads (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  upload_id TEXT NOT NULL UNIQUE,
  bucket TEXT NOT NULL REFERENCES buckets ON DELETE CASCADE,
  key TEXT NOT NULL,
  initiated_ms INTEGER NOT NULL,
  attributes TEXT NOT NULL,
  checksum TEXT,
  tags TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS uploads_by_key ON uploads (bucket, key, id);

CREATE TABLE IF NOT EXISTS parts (
  upload INTEGER NOT NULL REFERENCES uploads ON DELETE CASCADE,
  number INTEGER NOT NULL,
  blob TEXT,
  size_bytes INTEGER NOT NULL,
  etag TEXT NOT NULL,
  checksum TEXT,
  modified_ms INTEGER NOT NULL,
  PRIMARY KEY (upload, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS parts_by_blob ON parts (blob);

CREATE TABLE IF NOT EXISTS outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  queue_arn TEXT NOT NULL,
  body TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  due_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS outbox_by_due ON outbox (due_ms);

CREATE TABLE IF NOT EXISTS sequencer (only INTEGER PRIMARY KEY CHECK (only = 1), value INTEGER NOT NULL) STRICT;
INSERT OR IGNORE INTO sequencer VALUES (1, 0);
`;
