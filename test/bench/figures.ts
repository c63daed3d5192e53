import { readFileSync } from "node:fs";

/** The middle of some numbers: what one slow moment of the machine does not move. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  const [low = Number.NaN, high = low] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}

/** Linux counts a process's time in hundredths of a second. */
const tickMs = 10;

/** The processor time that a process has used since it began, in milliseconds, all its threads and the kernel's work for it included. */
export function cpuMsOf(pid: number): number {
  const line = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The program's name stands in parentheses and may hold spaces; user and system time are the 12th and 13th after it.
  const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * tickMs;
}

/** The memory of a process that is resident now, in megabytes (2^20 bytes). */
export function residentMegabytesOf(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kilobytes) / 1024;
}

/** Epoch milliseconds with fractions, comparable between the processes of one machine. */
export const clockMs = (): number => performance.timeOrigin + performance.now();

/** Runs `task` for each item, so many at once. */
export async function eachAtOnce<T>(
  items: readonly T[],
  atOnce: number,
  task: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items.values();
  const work = async (): Promise<void> => {
    for (const item of rest) await task(item);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}
