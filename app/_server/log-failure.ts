/** One line of JSON for the log: everything that the caller is not shown. */
export function logFailure(error: unknown, context: { requestId: string; method: string; path: string }): void {
  console.error(JSON.stringify({ level: "error", time: new Date().toISOString(), ...context, error: toPlain(error) }));
}

function toPlain(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  const { name, message, stack, cause } = error;
  return { name, message, stack, ...(cause === undefined ? {} : { cause: toPlain(cause) }) };
}
