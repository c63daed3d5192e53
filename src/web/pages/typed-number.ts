/** A whole number as people type it, with or without spaces between thousands; undefined when it is none, or not exact. */
export function readWhole(typed: string): number | undefined {
  const figures = typed.replace(/[\s\u00a0\u202f]/g, "");
  return /^\d{1,15}$/.test(figures) ? Number(figures) : undefined;
}

/**
 * A decimal number as a whole number of its parts (`scale` of them make one): "1,20" with 100 is 120. Exact: what does not come to
 * a whole number of parts is undefined.
 */
export function readParts(typed: string, scale: number): number | undefined {
  const match = /^(\d{1,12})(?:[.,](\d{1,6}))?$/.exec(typed.replace(/[\s\u00a0\u202f]/g, ""));
  if (match === null) return undefined;
  const decimals = match[2] ?? "";
  const parts = BigInt(`${match[1] ?? ""}${decimals}`) * BigInt(scale);
  const divisor = 10n ** BigInt(decimals.length);
  return parts % divisor === 0n ? Number(parts / divisor) : undefined;
}

/** Hours as people type them, in minutes: "90", "90.5" or "90:30". Undefined when it is nothing of these, or no whole minutes. */
export function readHours(typed: string): number | undefined {
  const clock = /^(\d{1,12}):([0-5]\d)$/.exec(typed.trim());
  if (clock !== null) return Number(clock[1]) * 60 + Number(clock[2]);
  return readParts(typed, 60);
}

/** Minutes as hours in a field: "90" or "90:30"; what `readHours` reads. */
export function writeHours(totalMinutes: number): string {
  const minutes = totalMinutes % 60;
  const hours = String((totalMinutes - minutes) / 60);
  return minutes === 0 ? hours : `${hours}:${String(minutes).padStart(2, "0")}`;
}

/** A whole number of parts as a decimal number in a field: 120 with two digits is "1.20". */
export function writeParts(parts: number, digits: number): string {
  if (digits === 0) return String(parts);
  const figures = String(parts).padStart(digits + 1, "0");
  return `${figures.slice(0, -digits)}.${figures.slice(-digits)}`;
}
