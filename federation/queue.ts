import type { LeasedDelivery } from "#src/store/deliveries.ts";

/** Leased rows that wait in this process for their turn, by host, oldest first. */
export interface Queue {
  add(rows: readonly LeasedDelivery[]): void;
  /**
   * A row whose host has a place free and to whose inbox nothing is under way, as begun; undefined when there is none. One inbox gets
   * one message after the other, so that a removal does not overtake what it removes.
   */
  begin(): LeasedDelivery | undefined;
  end(row: LeasedDelivery): void;
  /** Takes back what waits for a host, or for all. */
  withdraw(host?: string): readonly LeasedDelivery[];
  /** How many wait or are under way, by host. */
  readonly busy: ReadonlyMap<string, number>;
}

export function openQueue(limitPerHost: number): Queue {
  const waiting = new Map<string, LeasedDelivery[]>();
  const begun = new Map<string, number>();
  const busy = new Map<string, number>();
  const posting = new Set<string>();
  const add = (counts: Map<string, number>, host: string, change: number): void => {
    const count = (counts.get(host) ?? 0) + change;
    if (count > 0) counts.set(host, count);
    else counts.delete(host);
  };
  const withdraw = (host: string): readonly LeasedDelivery[] => {
    const rows = waiting.get(host) ?? [];
    waiting.delete(host);
    add(busy, host, -rows.length);
    return rows;
  };
  return {
    busy,
    add(rows) {
      for (const row of rows) {
        const queued = waiting.get(row.host);
        if (queued === undefined) waiting.set(row.host, [row]);
        else queued.push(row);
        add(busy, row.host, 1);
      }
    },
    begin() {
      for (const [host, rows] of waiting) {
        if ((begun.get(host) ?? 0) >= limitPerHost) continue;
        const at = rows.findIndex(({ inbox }) => !posting.has(inbox));
        const [row] = at < 0 ? [] : rows.splice(at, 1);
        if (row === undefined) continue;
        if (rows.length === 0) waiting.delete(host);
        posting.add(row.inbox);
        add(begun, host, 1);
        return row;
      }
      return undefined;
    },
    end({ host, inbox }) {
      posting.delete(inbox);
      add(begun, host, -1);
      add(busy, host, -1);
    },
    withdraw: (host) => (host === undefined ? [...waiting.keys()].flatMap(withdraw) : withdraw(host)),
  };
}
