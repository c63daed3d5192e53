import { Temporal } from "temporal-polyfill";
import { expect } from "vitest";
import { eventually } from "#test/rig.ts";
import type { Inhabitant } from "./world.ts";

interface Slot {
  readonly seats: number;
  readonly start: string;
  readonly end: string;
}

/** An agreement as the API answers it; what both sides must say alike, and what is each one's own. */
export interface Told extends Slot {
  readonly id: string;
  readonly object: string;
  readonly proposal: string;
  readonly role: "provider" | "receiver";
  readonly state: string;
  readonly held?: { readonly until: string };
  readonly tentativeUntil?: string;
  readonly amendment?: number;
  /** `until`: the provider holds its seats. */
  readonly pending?: Slot & { readonly until?: string };
  readonly counter?: Slot;
}

interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

/** All of a list, page by page. */
export async function listAll<T>({ node }: Inhabitant, path: string): Promise<readonly T[]> {
  const all: T[] = [];
  let cursor: string | undefined;
  do {
    const page: Page<T> = await node.ask<Page<T>>(
      `GET ${path}?limit=100${cursor === undefined ? "" : `&cursor=${cursor}`}`,
    );
    all.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return all;
}

const slotOf = (slot: Slot | undefined): string =>
  slot === undefined ? "-" : `${slot.seats} ${slot.start} ${slot.end}`;

/** What both sides must agree on. A wish that came when all was over has a number that only the receiver knows. */
const shared = (told: Told): string => {
  const isOpen = told.state === "offered" || told.state === "accepted";
  const wishes = isOpen ? [told.amendment ?? 0, slotOf(told.pending), slotOf(told.counter)] : [];
  return [told.object, told.state, slotOf(told), ...wishes].join(" ");
};

/** Waits until every agreement says the same on both sides, and answers how many there are. */
export async function untilBothSidesAgree(inhabitants: readonly Inhabitant[], withinMs: number): Promise<number> {
  return eventually(
    async () => {
      const told = (await Promise.all(inhabitants.map((one) => listAll<Told>(one, "/agreements")))).flat();
      const words = (role: Told["role"]): readonly string[] =>
        told
          .filter((each) => each.role === role)
          .map(shared)
          .toSorted();
      expect(words("provider")).toEqual(words("receiver"));
      return words("provider").length;
    },
    { what: "both sides of every agreement to say the same", withinMs },
  );
}

interface Reconciled {
  readonly state: string;
}

/** Waits until every pair of partners finds its books equal. */
export async function untilBooksAreEqual(inhabitants: readonly Inhabitant[], withinMs: number): Promise<void> {
  for (const inhabitant of inhabitants) {
    for (const { id, state } of await listAll<{ id: string; state: string }>(inhabitant, "/peers")) {
      if (state !== "partner") continue;
      await eventually(
        async () => (await inhabitant.node.ask<Reconciled>(`POST /ledger/peers/${id}/reconcile`)).state === "equal",
        { what: `equal books of ${inhabitant.name} and a partner`, withinMs },
      );
    }
  }
}

interface Proposal {
  readonly id: string;
  readonly resource: string;
  readonly seats: number;
}

interface Resource {
  readonly id: string;
  readonly seats?: number;
  readonly rooms?: number | null;
  readonly calendar?: Calendar | null;
}

interface Calendar {
  readonly timeZone: string;
  readonly openingHours: readonly {
    readonly weekday: number;
    readonly fromMinute: number;
    readonly untilMinute: number;
  }[];
  readonly bufferBeforeMinutes: number;
  readonly bufferAfterMinutes: number;
}

/** From one minute (inclusive) to another (exclusive), counted from 1970. */
interface Stretch {
  readonly from: number;
  readonly until: number;
  readonly seats: number;
}

/**
 * Adds up, in every minute of every calendar, what a provider has promised and holds. Written from the rules and not with the node's own
 * code. @throws when it is more than there is, or when the rooms are closed then.
 */
export async function expectWithinLimits(inhabitant: Inhabitant): Promise<void> {
  const agreements = (await listAll<Told>(inhabitant, "/agreements")).filter(({ role }) => role === "provider");
  const proposals = await listAll<Proposal>(inhabitant, "/proposals");
  for (const resource of await listAll<Resource>(inhabitant, "/resources")) {
    const offered = proposals.filter((each) => each.resource === resource.id);
    const ids = new Set(offered.map(({ id }) => id));
    const here = agreements.filter(({ proposal }) => ids.has(proposal));
    const whole = mostAtOnce(here, resource.calendar ?? undefined);
    const where = `${resource.id} at ${inhabitant.name}`;
    expect(whole.seats, `seats of ${where}`).toBeLessThanOrEqual(resource.seats ?? 0);
    expect(whole.rooms, `rooms of ${where}`).toBeLessThanOrEqual(resource.rooms ?? Infinity);
    for (const proposal of offered) {
      const own = here.filter((each) => each.proposal === proposal.id);
      expect(mostAtOnce(own, undefined).seats, `seats of a proposal of ${where}`).toBeLessThanOrEqual(proposal.seats);
    }
    for (const slot of here.flatMap(takenBy))
      expect(closedMinutes(slot, resource.calendar), `closed: ${where}`).toEqual([]);
  }
}

/** What an agreement may come to, each with its seats kept: as agreed or held, as it is to be changed, as it is proposed instead. */
function takenBy(told: Told): readonly Slot[] {
  const isHeld = told.state === "offered" && told.held !== undefined;
  return [
    ...(told.state === "accepted" || told.state === "fulfilled" || isHeld ? [told] : []),
    ...(told.pending?.until === undefined ? [] : [told.pending]),
    ...(told.counter === undefined ? [] : [told.counter]),
  ];
}

const minuteMs = 60_000;

function stretchOf({ seats, start, end }: Slot, calendar: Calendar | undefined): Stretch {
  const from = Date.parse(start) / minuteMs - (calendar?.bufferBeforeMinutes ?? 0);
  return { from, until: Date.parse(end) / minuteMs + (calendar?.bufferAfterMinutes ?? 0), seats };
}

/** Something grows only where a stretch begins, so that only those minutes have to be looked at. */
function mostAtOnce(agreements: readonly Told[], calendar: Calendar | undefined): { seats: number; rooms: number } {
  const each = agreements.map((told) => takenBy(told).map((slot) => stretchOf(slot, calendar)));
  const most = { seats: 0, rooms: 0 };
  for (const { from: minute } of each.flat()) {
    // Of what one agreement may come to only one will be: the largest counts.
    const seats = each.map((stretches) =>
      Math.max(0, ...stretches.filter(({ from, until }) => from <= minute && minute < until).map((one) => one.seats)),
    );
    most.seats = Math.max(
      most.seats,
      seats.reduce((sum, some) => sum + some, 0),
    );
    most.rooms = Math.max(most.rooms, seats.filter((some) => some > 0).length);
  }
  return most;
}

/** The minutes of a slot, by the clock on the wall, in which the rooms are closed. */
function closedMinutes({ start, end }: Slot, calendar: Calendar | null | undefined): readonly string[] {
  if (calendar === null || calendar === undefined || calendar.openingHours.length === 0) return [];
  const closed: string[] = [];
  for (let atMs = Date.parse(start); atMs < Date.parse(end); atMs += minuteMs) {
    const local = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(calendar.timeZone);
    const minute = local.hour * 60 + local.minute;
    const isOpen = calendar.openingHours.some(
      (hours) => hours.weekday === local.dayOfWeek && hours.fromMinute <= minute && minute < hours.untilMinute,
    );
    if (!isOpen) closed.push(local.toString());
  }
  return closed;
}
