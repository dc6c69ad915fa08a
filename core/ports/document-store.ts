/** What a workspace keeps beside jobs and records. */
export const documentKinds = [
  "recipe",
  "rule",
  "set",
  "dataset",
  "import",
  "api-key",
  "webhook",
  "delivery",
  "alert-settings",
  "mask-key",
  "table",
  "publication",
  "query",
  "saved-query",
  "dashboard",
] as const;
export type DocumentKind = (typeof documentKinds)[number];

export interface DocumentRef {
  workspace: string;
  kind: DocumentKind;
  /** Sorts as text. */
  id: string;
}

/** A small document of plain JSON. Changed only by a write on the condition of its version. */
export interface StoredDocument<Body = unknown> extends DocumentRef {
  /** 1 for the first. */
  version: number;
  body: Body;
  /** Someone should look at it by then. */
  dueAt?: string | undefined;
  /** Forgotten some time after that. */
  expiresAt?: string | undefined;
}

export interface DocumentPage {
  documents: StoredDocument[];
  /** Opaque; absent on the last page. */
  cursor?: string;
}

export interface DocumentStore {
  get(ref: DocumentRef): Promise<StoredDocument | null>;
  /** False when the stored version is not `document.version - 1`, or, for version 1, there is one: read again and decide again. */
  put(document: StoredDocument): Promise<boolean>;
  /** Ascending by id; `from` and `to` are inclusive. */
  list(
    workspace: string,
    kind: DocumentKind,
    query: { limit: number; cursor?: string | undefined; from?: string; to?: string; descending?: boolean },
  ): Promise<DocumentPage>;
  /** Of all workspaces: those whose time has come, soonest first, from the time `from` on. */
  listDue(now: string, limit: number, from?: string): Promise<StoredDocument[]>;
  /** False when it is not there at this version any more. */
  remove(document: Pick<StoredDocument, "workspace" | "kind" | "id" | "version">): Promise<boolean>;
}
