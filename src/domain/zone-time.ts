import { Temporal } from "temporal-polyfill";

/** A moment on a zone's clock with its offset: `2026-11-26T18:00:00+01:00`. */
export function isoInZone(atMs: number, timeZone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone);
  return local.toString({ timeZoneName: "never", smallestUnit: "second" });
}

/** The clock on the wall there at a moment: `2026-11-26T18:00`. */
export function localOf(atMs: number, timeZone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone);
  return local.toPlainDateTime().toString({ smallestUnit: "minute" });
}

/**
 * The moment of a time on the wall (`2026-11-26T18:00`); undefined when it is none, or the clock jumps over it. Of one that comes twice
 * the first is meant.
 */
export function momentOf(local: string, timeZone: string): number | undefined {
  try {
    const wall = Temporal.PlainDateTime.from(local, { overflow: "reject" });
    const zoned = wall.toZonedDateTime(timeZone, { disambiguation: "compatible" });
    return zoned.toPlainDateTime().equals(wall) ? zoned.epochMilliseconds : undefined;
  } catch {
    return undefined;
  }
}
