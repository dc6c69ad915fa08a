import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { TransportError } from "#core/api/transport-error";

/** Room above the promised rate, for a caller that keeps to it exactly and a timer that fires late. */
const slack = 1.1;

export interface Limiter {
  /** Throws `rate-limited` when `key` has used its share of this second. */
  take(key: string): Promise<void>;
}

/** Counts in this process's memory: each instance of the site's function leaves alone at least `perSecond`. */
export function createLimiter(perSecond: number): Limiter {
  const limiter = new RateLimiterMemory({ points: Math.ceil(perSecond * slack), duration: 1 });
  return {
    async take(key) {
      try {
        await limiter.consume(key);
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
        throw new TransportError("rate-limited", `Too many requests. Try again in ${seconds} s.`, { "retry-after": String(seconds) });
      }
    },
  };
}
