import * as z from "zod/mini";

/** What a stage decides (infra/settings.ts); the same code runs with any of these. Times in seconds, sizes in bytes. */
export const settingsSchema = z.object({
  /** A run that has not renewed its lease for this long is taken over. */
  leaseSeconds: z.number().check(z.positive()),
  heartbeatSeconds: z.number().check(z.positive()),
  /** Runs of one job, first included, before it fails as stalled. */
  maxAttempts: z.int().check(z.positive()),
  /** How long a signed upload or part URL may be used. */
  uploadLinkSeconds: z.int().check(z.positive()),
  /** An upload that has not arrived by then expires; large files get more, by their size. */
  uploadWaitSeconds: z.int().check(z.positive()),
  downloadLinkSeconds: z.int().check(z.positive()),
  ticketSeconds: z.int().check(z.positive()),
  /** How long a guest's session lasts after its last use. */
  sessionSeconds: z.int().check(z.positive()),
  /** The same for who came in by a link that the owner gave. */
  ownerSessionSeconds: z.int().check(z.positive()),
  /** How long a link that opens the workspace in one more browser may be used. */
  invitationSeconds: z.int().check(z.positive()),
  /** A set whose files have not all come by then, after the first, is incomplete; a rule may say a time of day instead. */
  setWaitSeconds: z.int().check(z.positive()),
  /** How long a set takes corrected files after its date. */
  setCorrectionSeconds: z.int().check(z.positive()),
  /** A user's query is stopped after this. */
  querySeconds: z.int().check(z.positive()),
  /** What the engine may use, apart from what its process itself needs. */
  engineMemoryBytes: z.int().check(z.positive()),
  engineDiskBytes: z.int().check(z.positive()),
  /** A query for which the user chose no engine goes to Athena when it may have to read more than this. */
  athenaFromBytes: z.int().check(z.positive()),
  /** Athena stops a query that has scanned so much. */
  athenaBytesPerQuery: z.int().check(z.positive()),
  maxFileBytes: z.int().check(z.positive()),
  /** From this size on a file is uploaded in parts. */
  multipartFromBytes: z.int().check(z.positive()),
  /** Whether a visitor without an account gets a workspace of their own. */
  guests: z.boolean(),
  guestBytesPerDay: z.int().check(z.positive()),
  guestRunningJobs: z.int().check(z.positive()),
  requestsPerSecond: z.int().check(z.positive()),
  /** Before a webhook that did not answer is tried for the second time; later pauses are multiples of it. */
  webhookPauseSeconds: z.int().check(z.positive()),
  /** Webhooks may go to programs on the same machine, by http. Elsewhere an address inside the network is refused. */
  webhooksToLoopback: z.boolean(),
  /** Somebody gets e-mail about what nobody watches. */
  mailsAlerts: z.optional(z.boolean()),
  /** The site's address where the stage has a domain; else empty, and the host that a request names counts as the site. */
  siteUrl: z.optional(
    z.pipe(
      z.union([z.url(), z.literal("")]),
      z.transform((url) => url || undefined),
    ),
  ),
});
export type Settings = z.infer<typeof settingsSchema>;
