import { setTimeout as pause } from "node:timers/promises";
import type { Chance } from "./chance.ts";
import { listAll, type Told } from "./truth.ts";
import type { Inhabitant, World } from "./world.ts";

/** What became of what was tried: done; refused by the API, as it must be now and then; or nobody was there. */
export type Deeds = Readonly<
  Record<string, { readonly done: number; readonly refused: number; readonly absent: number }>
>;

interface Doing {
  readonly world: World;
  readonly chance: Chance;
  readonly deeds: Record<string, { done: number; refused: number; absent: number }>;
}

const hourMs = 60 * 60_000;

/** Lets stewards, losses and crashes do their worst: `width` things at a time until `until` says that it is enough. */
export async function liveOn(
  world: World,
  options: { readonly chance: Chance; readonly width: number; readonly until: (done: number) => boolean },
): Promise<Deeds> {
  const doing: Doing = { world, chance: options.chance, deeds: {} };
  let started = 0;
  const live = async (): Promise<void> => {
    while (!options.until(started)) {
      started += 1;
      await doSomething(doing);
    }
  };
  await Promise.all(Array.from({ length: options.width }, live));
  return doing.deeds;
}

/** How often each happens, in a hundred. */
const habits: readonly (readonly [
  often: number,
  name: string,
  deed: (doing: Doing, who: Inhabitant) => Promise<number>,
])[] = [
  [40, "ask for seats", askForSeats],
  [12, "answer a wish", answerWish],
  [10, "cancel", cancel],
  [8, "record the use", recordUse],
  [12, "ask for a change", amend],
  [8, "make a counter-offer", counter],
  [8, "answer a counter-offer", answerCounter],
  [2, "crash", crash],
];

async function doSomething(doing: Doing): Promise<void> {
  const who = doing.chance.pick(doing.world.inhabitants);
  const [, name, deed] = doing.chance.pick(habits.flatMap((habit) => Array.from({ length: habit[0] }, () => habit)));
  const count = (doing.deeds[name] ??= { done: 0, refused: 0, absent: 0 });
  try {
    const status = await deed(doing, who);
    if (status < 300) count.done += 1;
    else if (status < 500) count.refused += 1;
    else throw new Error(`${name} at ${who.name} was answered ${status}. It said:\n${who.node.log().slice(-4000)}`);
  } catch (error) {
    // Somebody else has just killed this node; that it answers nothing is what was wanted.
    if (!who.isDown && !isBrokenConnection(error)) throw error;
    count.absent += 1;
  }
}

const isBrokenConnection = (error: unknown): boolean => error instanceof TypeError && error.message === "fetch failed";

const nothing = 404;

interface Capacity {
  readonly items: readonly { readonly proposal: string; readonly freeSeats: number; readonly own: boolean }[];
}

/** Many want the same few evenings. */
function someSlot({ chance }: Doing): { readonly start: string; readonly end: string } {
  const firstMs = Math.ceil(Date.now() / hourMs) * hourMs + 24 * hourMs;
  const startsAtMs = firstMs + chance.whole(12) * (hourMs / 2);
  const endsAtMs = startsAtMs + (1 + chance.whole(4)) * (hourMs / 2);
  return { start: new Date(startsAtMs).toISOString(), end: new Date(endsAtMs).toISOString() };
}

async function askForSeats(doing: Doing, { node, name }: Inhabitant): Promise<number> {
  const { chance } = doing;
  const slot = someSlot(doing);
  const query = new URLSearchParams({ ...slot, seats: "5", limit: "50" });
  const { items } = await node.ask<Capacity>(`GET /capacity?${query.toString()}`);
  const found = items.filter(({ own }) => !own);
  if (found.length === 0) return nothing;
  const { proposal, freeSeats } = chance.pick(found);
  const manner = chance.pick([
    {},
    {},
    {},
    { tentativeUntil: new Date(Date.parse(slot.start) - hourMs).toISOString() },
    { recurrence: { rule: "FREQ=DAILY;COUNT=3" } },
  ]);
  const wish = { proposal, seats: 1 + chance.whole(freeSeats), ...slot, title: `Meeting of ${name}` };
  return (await node.api("POST /agreements", { ...wish, ...manner })).status;
}

async function someAgreement(
  { chance }: Doing,
  who: Inhabitant,
  fits: (agreement: Told) => boolean,
): Promise<Told | undefined> {
  const fitting = (await listAll<Told>(who, "/agreements")).filter(fits);
  return fitting.length === 0 ? undefined : chance.pick(fitting);
}

async function answerWish(doing: Doing, who: Inhabitant): Promise<number> {
  const wish = await someAgreement(
    doing,
    who,
    ({ role, state, pending }) => role === "provider" && (state === "offered" || pending !== undefined),
  );
  if (wish === undefined) return nothing;
  const action = doing.chance.percent(70) ? "accept" : "reject";
  return (await who.node.api(`POST /agreements/${wish.id}/${action}`, {})).status;
}

async function cancel(doing: Doing, who: Inhabitant): Promise<number> {
  const open = await someAgreement(doing, who, ({ state }) => state === "accepted" || state === "offered");
  return open === undefined ? nothing : (await who.node.api(`POST /agreements/${open.id}/cancel`)).status;
}

async function recordUse(doing: Doing, who: Inhabitant): Promise<number> {
  const due = await someAgreement(doing, who, ({ role, state }) => role === "provider" && state === "accepted");
  if (due === undefined) return nothing;
  const minutes = (Date.parse(due.end) - Date.parse(due.start)) / 60_000;
  const seatMinutes = 1 + doing.chance.whole(due.seats * minutes);
  return (await who.node.api(`POST /agreements/${due.id}/fulfil`, { seatMinutes })).status;
}

/** The receiver wants other hours or other seats than were agreed. */
async function amend(doing: Doing, who: Inhabitant): Promise<number> {
  const agreed = await someAgreement(doing, who, ({ role, state }) => role === "receiver" && state === "accepted");
  if (agreed === undefined) return nothing;
  const wanted = { ...someSlot(doing), seats: 1 + doing.chance.whole(agreed.seats + 10) };
  return (await who.node.api(`POST /agreements/${agreed.id}/amend`, wanted)).status;
}

/** The provider would rather give something else than what was asked for or agreed. */
async function counter(doing: Doing, who: Inhabitant): Promise<number> {
  const open = await someAgreement(
    doing,
    who,
    ({ role, state }) => role === "provider" && (state === "offered" || state === "accepted"),
  );
  if (open === undefined) return nothing;
  const instead = { ...someSlot(doing), seats: 1 + doing.chance.whole(open.seats + 5) };
  return (await who.node.api(`POST /agreements/${open.id}/counter`, instead)).status;
}

/** The receiver takes the counter-offer or a tentative request as sure, or wants what was agreed. */
async function answerCounter(doing: Doing, who: Inhabitant): Promise<number> {
  const waiting = await someAgreement(
    doing,
    who,
    ({ role, counter: proposed, tentativeUntil, pending }) =>
      role === "receiver" && (proposed !== undefined || tentativeUntil !== undefined || pending !== undefined),
  );
  if (waiting === undefined) return nothing;
  const action = doing.chance.percent(70) ? "confirm" : "keep";
  return (await who.node.api(`POST /agreements/${waiting.id}/${action}`)).status;
}

/** The node dies in the middle of whatever it does, stays away for a moment, and comes back. */
async function crash({ chance }: Doing, who: Inhabitant): Promise<number> {
  if (who.isDown) return nothing;
  who.isDown = true;
  await who.node.kill9();
  await pause(chance.whole(2000));
  await who.node.restart();
  who.isDown = false;
  return 200;
}
