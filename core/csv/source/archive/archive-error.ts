import { AppError } from "../../../app-error.ts";

export function truncatedArchive(name: string, cause?: unknown): AppError {
  return new AppError("truncated-archive", `${name} is cut off: the compressed data ends before it should. Send the whole file.`, {
    cause,
  });
}

export function corruptArchive(name: string, cause?: unknown): AppError {
  return new AppError("truncated-archive", `${name} is damaged: its compressed data cannot be unpacked. Compress and send it again.`, {
    cause,
  });
}

export function archiveTooLarge(name: string, bytes: number): AppError {
  const MiB = Math.floor(bytes / 1024 / 1024);
  return new AppError(
    "archive-too-large",
    `${name} grows to more than ${MiB} MiB, far more than text does when it is unpacked. Send it unpacked if that is right.`,
  );
}
