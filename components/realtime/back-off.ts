const firstDelayMs = 500;
const longestDelayMs = 30_000;

/** How long to wait before try number `attempt` (1-based): doubling, capped, and jittered so that tabs do not return as one. */
export function backOffMs(attempt: number, random: () => number = Math.random): number {
  const full = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(attempt - 1, 16));
  return Math.round(full * (0.5 + random() / 2));
}
