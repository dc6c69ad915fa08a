/** What is waited for, as long as somebody wants it. @throws whatever `signal` was aborted with, at once; what was begun goes on */
export async function unlessAborted<Value>(waited: Promise<Value>, signal: AbortSignal): Promise<Value> {
  signal.throwIfAborted();
  const left = Promise.withResolvers<never>();
  const leave = () => left.reject(signal.reason);
  signal.addEventListener("abort", leave, { once: true });
  try {
    return await Promise.race([waited, left.promise]);
  } finally {
    signal.removeEventListener("abort", leave);
  }
}
