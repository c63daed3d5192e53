import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { problem, type Problem } from "./problem.ts";

/** How many calls a second one token, or one person's session, is answered. */
const callsPerSecond = 100;

/** Undefined while the caller is within the limit of this process. Only callers who are known are counted, so the memory is bounded. */
export type Limiter = (principal: string) => Promise<Problem | undefined>;

export function openLimiter(): Limiter {
  const limiter = new RateLimiterMemory({ points: callsPerSecond, duration: 1 });
  return async (principal) => {
    try {
      await limiter.consume(principal);
      return undefined;
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      const seconds = Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
      return problem("too-many-requests", `At most ${callsPerSecond} calls a second are answered. Wait ${seconds} s.`, {
        headers: { "retry-after": String(seconds) },
      });
    }
  };
}
