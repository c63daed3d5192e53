import { z } from "zod";
import { maxAttendance, type Usage } from "#src/domain/usage.ts";
import type { JsonObject } from "./json.ts";

/** What was used, beside the entry that it is the evidence of (`docs/federation/ledger.md`): a JSON literal that nobody signs. */
export function writeUsage({ method, seatMinutes, gapMinutes, peak, attendance }: Usage): JsonObject {
  return {
    method,
    seatMinutes,
    gapMinutes,
    peak,
    attendance: attendance.map(({ startsAtMs, endsAtMs, people }) => ({
      startTime: new Date(startsAtMs).toISOString(),
      endTime: new Date(endsAtMs).toISOString(),
      // Nobody could look: there is no number.
      ...(people === null ? {} : { people }),
    })),
  };
}

const whole = z.int().min(0);
const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

const usage = z.object({
  method: z.enum(["measured", "entered"]),
  seatMinutes: whole,
  gapMinutes: whole,
  peak: whole,
  attendance: z
    .array(
      z
        .object({ startTime: instant, endTime: instant, people: whole.optional() })
        .transform(({ startTime, endTime, people }) => ({
          startsAtMs: startTime,
          endsAtMs: endTime,
          people: people ?? null,
        })),
    )
    .max(maxAttendance),
});

/** The usage that came beside an entry. One that cannot be read is no evidence, and the entry counts without it. */
export function readUsage(told: unknown): Usage | undefined {
  const read = usage.safeParse(told);
  return read.success ? read.data : undefined;
}
