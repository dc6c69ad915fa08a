/** Bounds of every call: the site answers within 20 s, so three tries end before that. */
export const clientOptions = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
} as const;

/** Object bodies take longer than a table's or a queue's answer. A read may pause while its reader works. */
export const objectClientOptions = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 60_000, throwOnRequestTimeout: true },
} as const;

/** Endpoint, region and credentials come from where the process runs, unless they are given. */
export interface ClientOverrides {
  endpoint?: string;
  region?: string;
  credentials?: { accessKeyId: string; secretAccessKey: string };
}
