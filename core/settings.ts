import * as z from "zod";

/** What a stage decides (infra/settings.ts); the same code runs with any of these. Times in seconds, sizes in bytes. */
export const settingsSchema = z.object({
  /** A run that has not renewed its lease for this long is taken over. */
  leaseSeconds: z.number().positive(),
  heartbeatSeconds: z.number().positive(),
  /** Runs of one job, first included, before it fails as stalled. */
  maxAttempts: z.int().positive(),
  /** How long a signed upload or part URL may be used. */
  uploadLinkSeconds: z.int().positive(),
  /** An upload that has not arrived by then expires; large files get more, by their size. */
  uploadWaitSeconds: z.int().positive(),
  downloadLinkSeconds: z.int().positive(),
  ticketSeconds: z.int().positive(),
  /** How long a guest's session lasts after its last use. */
  sessionSeconds: z.int().positive(),
  /** The same for who came in by a link that the owner gave. */
  ownerSessionSeconds: z.int().positive(),
  /** How long a link that opens the workspace in one more browser may be used. */
  invitationSeconds: z.int().positive(),
  maxFileBytes: z.int().positive(),
  /** From this size on a file is uploaded in parts. */
  multipartFromBytes: z.int().positive(),
  /** Whether a visitor without an account gets a workspace of their own. */
  guests: z.boolean(),
  guestBytesPerDay: z.int().positive(),
  guestRunningJobs: z.int().positive(),
  requestsPerSecond: z.int().positive(),
  /** The site's address where the stage has a domain; else the host that a request names counts as the site. */
  siteUrl: z.url().optional(),
});
export type Settings = z.infer<typeof settingsSchema>;
