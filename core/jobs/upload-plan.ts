import type { Settings } from "../settings.ts";

/** S3 takes at most this many parts of one upload. */
export const maxParts = 10_000;
const mebibyte = 1024 * 1024;
const leastPartSize = 16 * mebibyte;
/** A line that carries less than this is given up on: 256 KiB a second. */
const slowestBytesPerSecond = 256 * 1024;

/** Bytes of each part but the last: large enough that any allowed file fits into 10,000 parts. */
export function partSizeOf(fileBytes: number): number {
  return Math.max(leastPartSize, Math.ceil(fileBytes / maxParts / mebibyte) * mebibyte);
}

export function partCountOf(fileBytes: number, partSize: number): number {
  return Math.max(1, Math.ceil(fileBytes / partSize));
}

/** When an upload of so many bytes, begun or continued now, must have arrived. */
export function uploadDeadline(now: Date, bytes: number, settings: Settings): string {
  const seconds = settings.uploadWaitSeconds + bytes / slowestBytesPerSecond;
  return new Date(now.getTime() + Math.ceil(seconds * 1000)).toISOString();
}
