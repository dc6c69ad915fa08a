/** Bounds of every call: nothing waits for AWS longer than this, or asks more often. */
export const clientOptions = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 8_000, throwOnRequestTimeout: true },
} as const;

/** Object bodies take longer than a table's or a queue's answer. A read may pause while its reader works. */
export const objectClientOptions = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 60_000, throwOnRequestTimeout: true },
} as const;
