import { AppError } from "#core/app-error";

type SystemError = Error & { code: string; path?: string; dest?: string };

export function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && "syscall" in error && "code" in error && typeof error.code === "string";
}

const sentences: Readonly<Record<string, string>> = {
  ENOENT: "There is no such file or folder",
  EACCES: "You may not open this",
  EPERM: "You may not do this",
  EISDIR: "This is a folder, not a file",
  ENOTDIR: "A part of this path is not a folder",
  ENOSPC: "The disk is full",
  EDQUOT: "Your share of the disk is full",
  EMFILE: "Too many files are open",
  EROFS: "This disk can only be read",
  EFBIG: "The disk takes no file of this size",
  ENAMETOOLONG: "This name is too long",
  ELOOP: "These links go round in circles",
  EIO: "The disk could not be read or written",
};

/** What the system refused, in words, with the path where it is known. */
export function systemSentence(error: SystemError): string {
  const sentence = sentences[error.code] ?? error.message;
  const path = error.dest ?? error.path;
  return path === undefined ? `${sentence}.` : `${path}: ${sentence}.`;
}

/** Says a refusal of the system with the path that the user knows, not one of ours. */
export async function withPath<Result>(path: string, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (!isSystemError(error) || error.code === "EPIPE") throw error;
    throw new AppError(error.code === "ENOENT" ? "not-found" : "unavailable", `${path}: ${sentences[error.code] ?? error.message}.`, {
      cause: error,
    });
  }
}
