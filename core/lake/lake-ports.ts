import type { ObjectStore } from "../ports/object-store.ts";
import type { Ports } from "../ports/ports.ts";

/** What tables and their files are kept in. */
export type LakePorts = Pick<Ports, "documents" | "catalogue" | "now"> & { objects: LakeObjects };

/** Of the bucket Lake. */
export type LakeObjects = Pick<ObjectStore, "head" | "read" | "write" | "deletePrefix">;

export interface TableRef {
  workspace: string;
  table: string;
}

/** What one job publishes to one table. */
export interface PublicationRef extends TableRef {
  job: string;
}
