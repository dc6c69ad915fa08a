import type { Database } from "./database.ts";
import type { Versioning } from "./version-store.ts";

export interface Bucket {
  readonly name: string;
  readonly createdMs: number;
  readonly versioning: Versioning;
}

export type BucketStore = ReturnType<typeof createBucketStore>;

/** Buckets and their settings; a setting is the document that was put. */
export function createBucketStore(database: Database) {
  const parsed = new Map<string, { body: string; value: unknown }>();
  const columns = "name, created_ms AS createdMs, versioning";

  function setting(bucket: string, kind: string): string | undefined {
    return database.get<{ body: string }>("SELECT body FROM settings WHERE bucket = ? AND kind = ?", bucket, kind)?.body;
  }

  return {
    list: () => database.all<Bucket>(`SELECT ${columns} FROM buckets ORDER BY name`),
    find: (name: string) => database.get<Bucket>(`SELECT ${columns} FROM buckets WHERE name = ?`, name),
    create: (name: string) => database.run("INSERT OR IGNORE INTO buckets (name, created_ms) VALUES (?, ?)", name, Date.now()) === 1,
    isEmpty: (name: string) => database.get("SELECT 1 FROM versions WHERE bucket = ? LIMIT 1", name) === undefined,
    remove: (name: string) => database.run("DELETE FROM buckets WHERE name = ?", name),
    setVersioning: (name: string, versioning: Versioning) =>
      database.run("UPDATE buckets SET versioning = ? WHERE name = ?", versioning, name),
    setting,
    putSetting: (bucket: string, kind: string, body: string) =>
      database.run("INSERT OR REPLACE INTO settings VALUES (?, ?, ?)", bucket, kind, body),
    removeSetting: (bucket: string, kind: string) => database.run("DELETE FROM settings WHERE bucket = ? AND kind = ?", bucket, kind),
    /** The setting read by `parse`; read again only when the document changed. */
    parsedSetting<Value>(bucket: string, kind: string, parse: (body: string) => Value): Value | undefined {
      const body = setting(bucket, kind);
      if (body === undefined) return undefined;
      const slot = `${bucket}/${kind}`;
      const known = parsed.get(slot);
      if (known?.body === body) return known.value as Value;
      const value = parse(body);
      parsed.set(slot, { body, value });
      return value;
    },
  };
}
