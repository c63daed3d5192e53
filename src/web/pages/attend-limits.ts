import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

/** How many answers an hour are taken from one address, which several people may share, and for one event. */
const hourSeconds = 3600;
const answersFromAddress = 12;
const answersToEvent = 300;

/** Whether one more answer is taken: a person never notices, a machine does. Counted in each process. */
export type AttendLimits = (from: { readonly client: string; readonly eventId: string }) => Promise<boolean>;

export function openAttendLimits(): AttendLimits {
  const byAddress = new RateLimiterMemory({ points: answersFromAddress, duration: hourSeconds });
  const byEvent = new RateLimiterMemory({ points: answersToEvent, duration: hourSeconds });
  return async ({ client, eventId }) => (await isWithin(byAddress, client)) && isWithin(byEvent, eventId);
}

async function isWithin(limiter: RateLimiterMemory, key: string): Promise<boolean> {
  try {
    await limiter.consume(key);
    return true;
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    return false;
  }
}
