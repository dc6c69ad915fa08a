/** Counters that bound what a workspace may use, and the memory of idempotent requests. */
export interface QuotaStore {
  /** Adds `bytes` to the workspace's day unless that would pass `limit`; false when it would. */
  addBytes(workspace: string, day: string, bytes: number, limit: number): Promise<boolean>;
}

export interface IdempotentRequest {
  jobId: string;
  bodyHash: string;
}

export interface IdempotencyStore {
  /** Claims the key for this request, or answers with the request that claimed it first (kept 24 h). */
  claim(workspace: string, key: string, request: IdempotentRequest, now: string): Promise<IdempotentRequest>;
}
