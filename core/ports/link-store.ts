/** Whom a one-time link lets in. */
export interface LinkTarget {
  workspace: string;
  guest: boolean;
}

/** One-time links by the hashes of their tokens. Of any number of uses at the same time exactly one succeeds. */
export interface LinkStore {
  put(hash: string, link: LinkTarget & { validUntil: string }): Promise<void>;
  /** Uses a link up; or says that it was used before, is too old, or never was. */
  spend(hash: string, now: string): Promise<LinkTarget | "used" | "expired" | "unknown">;
  /** Uses up a link that was never put. False when it was used before; that is remembered for good. */
  claim(hash: string, now: string): Promise<boolean>;
}
