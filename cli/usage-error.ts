/** What was asked for cannot be done as it was asked: `message` says why and what to do. Exit status 2, before anything is read. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
