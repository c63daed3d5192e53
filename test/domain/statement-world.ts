import { createHash } from "node:crypto";
import { digestOf } from "#src/domain/digest.ts";
import { dayOfEntry, type EntryState } from "#src/domain/entry.ts";
import {
  decideStatement,
  offerProblem,
  partiesOf,
  startOf,
  totalsOf,
  type OfferedStatement,
  type StatementContent,
} from "#src/domain/statement.ts";

/** Two coops in memory that make entries and close periods with the domain's rules alone, over a road that the test disorders. */
export interface WorldEntry {
  readonly entry: string;
  readonly provider: string;
  readonly maker: string;
  readonly quantity: number;
  state: EntryState;
  /** The statement that counts it on this side. */
  counted: string | null;
}

export interface WorldStatement extends OfferedStatement {
  state: "proposed" | "agreed" | "refused" | "superseded";
}

type Message =
  | { readonly type: "entry"; readonly entry: Omit<WorldEntry, "state" | "counted"> }
  | { readonly type: "signed"; readonly entry: string }
  | { readonly type: "offer"; readonly statement: OfferedStatement }
  | { readonly type: "accept" | "reject"; readonly statement: string };

export interface WorldSide {
  readonly coop: string;
  readonly peer: string;
  readonly entries: Map<string, WorldEntry>;
  readonly statements: Map<string, WorldStatement>;
  readonly road: Message[];
}

const origins = ["https://a.example", "https://b.example"] as const;
const sha256 = (bytes: Uint8Array): Uint8Array => createHash("sha256").update(bytes).digest();
const hashOf = (entry: string): string => createHash("sha256").update(entry).digest("hex");
const lastMs = Date.UTC(2100, 0, 1);

export function openWorld() {
  let made = 0;
  const idOf = (dayIndex: number): string => {
    made += 1;
    const time = (Date.UTC(2026, 0, 1) + dayIndex * 86_400_000).toString(16).padStart(12, "0");
    return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${made.toString(16).padStart(12, "0")}`;
  };
  const sides = origins.map((origin, index): WorldSide => {
    const peer = `${origins[1 - index] ?? ""}/actors/coop`;
    return { coop: `${origin}/actors/coop`, peer, entries: new Map(), statements: new Map(), road: [] };
  });
  const sideOf = (index: number): WorldSide => sides[index % 2] as WorldSide;
  return {
    sides,
    /** A side makes an entry, which the other has to sign; or both have signed it already. */
    make(index: number, wish: { readonly day: number; readonly quantity: number }, isAgreed: boolean): void {
      const [side, other] = [sideOf(index), sideOf(index + 1)];
      const { day: dayIndex, quantity } = wish;
      const iri = `${new URL(side.coop).origin}/entries/${idOf(dayIndex)}`;
      const entry = { entry: iri, maker: side.coop, quantity, provider: quantity % 2 === 0 ? side.coop : side.peer };
      side.entries.set(iri, { ...entry, state: isAgreed ? "agreed" : "in-transit", counted: null });
      if (isAgreed) other.entries.set(iri, { ...entry, state: "agreed", counted: null });
      else side.road.push({ type: "entry", entry });
    },
    propose(index: number, untilDay: string): boolean {
      const side = sideOf(index);
      const iri = `${new URL(side.coop).origin}/statements/${idOf(0)}`;
      return propose(side, iri, untilDay);
    },
    /** One message of a side arrives: any of those on the road, perhaps not for the last time. */
    deliver(index: number, pick: number, again: boolean): void {
      const side = sideOf(index);
      if (side.road.length === 0) return;
      const at = pick % side.road.length;
      const message = side.road[at] as Message;
      if (!again) side.road.splice(at, 1);
      hear(sideOf(index + 1), message);
    },
  };
}

const agreedOf = (side: WorldSide): WorldStatement[] =>
  [...side.statements.values()]
    .filter(({ state }) => state === "agreed")
    .toSorted((one, other) => (one.untilDay < other.untilDay ? -1 : 1));

const day = ({ entry }: WorldEntry): string => dayOfEntry(entry) ?? "";

/** What the store does in SQL: marks what is counted, and sums it. */
function count(side: WorldSide, iri: string, untilDay: string): StatementContent | undefined {
  const previous = agreedOf(side).at(-1);
  const all = [...side.entries.values()];
  const isFree = (entry: WorldEntry): boolean => entry.state === "agreed" && entry.counted === null;
  for (const entry of all.filter((one) => isFree(one) && day(one) <= untilDay)) entry.counted = iri;
  const counted = all.filter((entry) => entry.counted === iri);
  const oldestDay = counted.map(day).toSorted()[0];
  if (oldestDay === undefined) return undefined;
  const unsettled = all.filter((entry) => entry.state !== "agreed" && day(entry) <= untilDay);
  const { first, second } = partiesOf(side.coop, side.peer);
  const sums = [...counted, ...unsettled].map(({ provider, state, quantity }) => ({
    unit: "seat-minute",
    account: "pair" as const,
    provider,
    state,
    sum: BigInt(quantity),
  }));
  return {
    first,
    second,
    fromDay: startOf({ previousUntilDay: previous?.untilDay, oldestDay }),
    untilDay,
    totals: totalsOf(first, previous?.totals ?? [], sums),
    count: counted.length,
    digest: digestOf(
      counted.map(({ entry, state }) => ({ entry, hash: hashOf(entry), state })),
      sha256,
    ),
    previous: previous?.statement ?? null,
  };
}

function release(side: WorldSide, iri: string): void {
  for (const entry of side.entries.values()) if (entry.counted === iri) entry.counted = null;
}

function propose(side: WorldSide, iri: string, untilDay: string): boolean {
  const open = [...side.statements.values()].some(({ state }) => state === "proposed");
  const previous = agreedOf(side).at(-1);
  if (open || (previous !== undefined && previous.untilDay >= untilDay)) return false;
  const content = count(side, iri, untilDay);
  if (content === undefined) return false;
  const statement = { ...content, statement: iri, maker: side.coop };
  side.statements.set(iri, { ...statement, state: "proposed" });
  side.road.push({ type: "offer", statement });
  return true;
}

function hear(side: WorldSide, message: Message): void {
  switch (message.type) {
    case "entry": {
      const held = side.entries.get(message.entry.entry);
      if (held === undefined)
        side.entries.set(message.entry.entry, { ...message.entry, state: "agreed", counted: null });
      side.road.push({ type: "signed", entry: message.entry.entry });
      return;
    }
    case "signed": {
      const held = side.entries.get(message.entry);
      if (held !== undefined) held.state = "agreed";
      return;
    }
    case "offer":
      hearOffer(side, message.statement);
      return;
    case "accept":
    case "reject":
      hearAnswer(side, message);
  }
}

function hearOffer(side: WorldSide, offered: OfferedStatement): void {
  const held = side.statements.get(offered.statement);
  const say = (type: "accept" | "reject"): void => void side.road.push({ type, statement: offered.statement });
  if (held !== undefined) return say(held.state === "agreed" ? "accept" : "reject");
  const own = [...side.statements.values()].filter(({ state, maker }) => state === "proposed" && maker === side.coop);
  const previous = agreedOf(side).at(-1);
  const ground = { us: side.coop, peer: side.peer, nowMs: lastMs, previous, hasOwn: own.length > 0 };
  const refuse = (): void => {
    release(side, offered.statement);
    side.statements.set(offered.statement, { ...offered, state: "refused" });
    say("reject");
  };
  if (offerProblem(offered, ground) !== undefined) return refuse();
  for (const one of own) supersede(side, one);
  const counted = count(side, offered.statement, offered.untilDay);
  if (counted === undefined || decideStatement(offered, counted).answer === "refuse") return refuse();
  side.statements.set(offered.statement, { ...offered, state: "agreed" });
  return say("accept");
}

function supersede(side: WorldSide, statement: WorldStatement): void {
  statement.state = "superseded";
  release(side, statement.statement);
}

function hearAnswer(side: WorldSide, { type, statement: iri }: Extract<Message, { type: "accept" | "reject" }>): void {
  const held = side.statements.get(iri);
  if (held?.state !== "proposed") return;
  if (type === "accept") held.state = "agreed";
  else {
    held.state = "refused";
    release(side, iri);
  }
}
