import { v7 as uuidV7 } from "uuid";
import { and, asc, eq, lte } from "drizzle-orm";
import type { Context } from "#src/app/context.ts";
import { shareResource, type ResourceView } from "#src/app/resources.ts";
import { propose, type NewProposal } from "#src/app/proposals.ts";
import { publishDue } from "#src/app/publication.ts";
import { actorIri, coopActorId, inboxIri, messageIri, nodeActorId } from "#src/domain/iri.ts";
import { newPeer, type PeerState } from "#src/domain/peer.ts";
import { saveActor } from "#src/store/actors.ts";
import { saveCoop } from "#src/store/coop.ts";
import type { Database } from "#src/store/database.ts";
import { saveDeliveryBody } from "#src/store/deliveries.ts";
import { findPeerByCoop, savePeer, updatePeer } from "#src/store/peers.ts";
import type { Proposal } from "#src/store/proposals.ts";
import { openSecrets } from "#src/store/secrets.ts";
import * as agreements from "#federation/inbox/agreements.ts";
import * as proposals from "#federation/inbox/proposals.ts";
import { everyoneConfirmed } from "#src/app/confirmations.ts";
import { openSeals } from "#federation/proof.ts";
import type { Handled, Handler } from "#federation/inbox/received.ts";
import type { JsonObject } from "#federation/wire/json.ts";
import { writeMessage } from "#federation/wire/message.ts";

/** A time to start from: 1 March 2027, 12:00 UTC. */
export const noonMs = Date.UTC(2027, 2, 1, 12);
export const hourMs = 3_600_000;

/** One coop with a store of its own. Both sides read the same clock. */
export interface Side {
  readonly context: Context;
  readonly coop: string;
  readonly handle: string;
}

/** What the network does to one message: how often it arrives, now or at the end of what is carried. */
export type Fate = () => "once" | "lost" | "twice" | "late";

export interface Pair {
  /** Kerala lends, Quebec borrows. */
  readonly provider: Side;
  readonly receiver: Side;
  readonly clock: { nowMs: number };
  /** Carries everything that is due, over the wire's own JSON, until nothing new is due. Answers what was dropped, and why. */
  carry(fate?: Fate): Promise<readonly string[]>;
  /** One round of {@link carry}: what is due now, and nothing that comes of it. */
  carryOnce(fate?: Fate): Promise<number>;
}

const unused = (): never => {
  throw new Error("Nothing is fetched in these tests.");
};

/** Two coops that are partners. */
export async function openPair(open: () => Promise<Database>): Promise<Pair> {
  const clock = { nowMs: noonMs };
  const provider = await openSide(await open(), "kerala", clock);
  const receiver = await openSide(await open(), "quebec", clock);
  await meet(provider, receiver);
  await meet(receiver, provider);
  const dropped: string[] = [];
  const late: (() => Promise<void>)[] = [];
  const carryOnce = async (fate: Fate = () => "once"): Promise<number> => {
    const arrivals: (() => Promise<void>)[] = late.splice(0);
    for (const [from, to] of [
      [provider, receiver],
      [receiver, provider],
    ] as const) {
      arrivals.push(...(await departures({ from, to, fate, dropped, late })));
    }
    for (const arrive of arrivals) await arrive();
    return arrivals.length;
  };
  return {
    provider,
    receiver,
    clock,
    carryOnce,
    carry: async (fate) => {
      // A message that waits for its answer is tried again only when time has passed, as the courier does.
      while ((await carryOnce(fate)) > 0);
      return dropped.splice(0);
    },
  };
}

/** Lets the moment pass after which the provider tells what is taken and free now, and carries it. */
export async function carryAvailability(pair: Pair): Promise<void> {
  pair.clock.nowMs += 2_000;
  await publishDue(pair.provider.context);
  await pair.carry();
}

/** One coop, set up without keys: nothing here is signed. */
export async function openSide(database: Database, name: string, clock: { nowMs: number }): Promise<Side> {
  const origin = `https://${name}.example`;
  const context: Context = {
    database,
    secrets: openSecrets(`a secret of 32 characters: ${name}`),
    seals: openSeals(),
    confirmations: everyoneConfirmed(),
    origin,
    nowMs: () => clock.nowMs,
    newId: () => uuidV7(),
  };
  const nowMs = clock.nowMs;
  const texts = { name: { en: name }, summary: {}, createdAtMs: nowMs, updatedAtMs: nowMs };
  await database.transaction(async (session) => {
    const described = { fairUse: {}, defaultLanguage: "en", languages: ["en"], region: name, timeZone: "UTC" };
    const policy = { accentHue: 195, listed: true, countersign: "automatic" } as const;
    await saveCoop(session, { origin, handle: name, ...texts, ...described, ...policy });
    await saveActor(session, { id: coopActorId, kind: "coop", handle: name, discoverable: true, ...texts });
    await saveActor(session, {
      id: nodeActorId,
      kind: "node",
      handle: new URL(origin).host,
      discoverable: true,
      ...texts,
    });
  });
  return { context, coop: actorIri(origin, coopActorId), handle: name };
}

/** `one` knows `other` as a partner. */
export async function meet(one: Side, other: Side): Promise<void> {
  const { origin } = other.context;
  const nowMs = one.context.nowMs();
  await one.context.database.transaction((session) =>
    savePeer(session, {
      id: uuidV7(),
      origin,
      node: actorIri(origin, nodeActorId),
      nodeInbox: inboxIri(origin, nodeActorId),
      coop: other.coop,
      coopInbox: inboxIri(origin, coopActorId),
      handle: other.handle,
      name: { en: other.handle },
      summary: {},
      fairUse: {},
      region: other.handle,
      languages: ["en"],
      listed: true,
      state: "partner",
      standing: newPeer,
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
    }),
  );
}

/** What `one` thinks of `other` from now on. */
export async function setPeerState(one: Side, other: Side, state: PeerState): Promise<void> {
  await one.context.database.transaction(async (session) => {
    const peer = await findPeerByCoop(session, other.coop);
    await updatePeer(session, peer?.id ?? "", { state });
  });
}

/** A meeting server with 200 seats. */
export async function shareServer(
  { context }: Side,
  changes: { seats?: number; address?: string } = {},
): Promise<ResourceView> {
  const { seats = 200, address = "https://meet.example/room" } = changes;
  const outcome = await shareResource(context, {
    kind: "meeting-server",
    name: { ca: "Sala gran", en: "Great hall" },
    platform: "link",
    seats,
    address,
    languages: ["ca", "en"],
    energy: "renewable",
    features: ["captions"],
  });
  if (outcome.outcome !== "done") throw new Error(outcome.outcome);
  return outcome.resource;
}

/** Proposes all seats of a resource to partners, as a gift, unless said otherwise. */
export async function proposeSeats(
  { context }: Side,
  resource: ResourceView,
  changes: Partial<NewProposal> = {},
): Promise<Proposal> {
  const wanted = {
    resourceId: resource.id,
    seats: resource.seats ?? 0,
    audience: "partners",
    terms: { kind: "gift" },
    ...changes,
  } as const;
  const outcome = await propose(context, wanted);
  if (outcome.outcome !== "done") throw new Error(outcome.outcome);
  return outcome.proposal;
}

interface Departure {
  readonly from: Side;
  readonly to: Side;
  readonly fate: Fate;
  readonly dropped: string[];
  readonly late: (() => Promise<void>)[];
}

/** Takes what is due from one side's outbox, as the courier does, and answers what is to arrive at the other. */
async function departures({ from, to, fate, dropped, late }: Departure): Promise<(() => Promise<void>)[]> {
  const { database, origin, nowMs } = from.context;
  const { outbox } = database.t;
  const due = await database.q
    .select()
    .from(outbox)
    .where(and(eq(outbox.state, "waiting"), lte(outbox.nextAttemptAtMs, nowMs())))
    .orderBy(asc(outbox.id));
  const arrivals: (() => Promise<void>)[] = [];
  for (const row of due) {
    const id = messageIri(origin, row.id);
    const envelope = { id, actor: from.coop, origin, publishedAtMs: row.createdAtMs };
    const body = row.body ?? JSON.stringify(writeMessage(row.message, envelope));
    const isLost = ((decided) => {
      const arrive = async (): Promise<void> => {
        const handled = await receive(to, JSON.parse(body) as JsonObject);
        if (handled !== "done") dropped.push(`${row.message.type}: ${handled.dropped}`);
      };
      if (decided === "once" || decided === "twice") arrivals.push(arrive);
      if (decided === "twice" || decided === "late") late.push(arrive);
      return decided === "lost";
    })(fate());
    await database.transaction(async (session) => {
      await saveDeliveryBody(session, row.id, body);
      const ends = !isLost && row.answerKey === null;
      const rest = ends ? ({ state: "done" } as const) : { nextAttemptAtMs: nowMs() + 60_000 };
      await session.q
        .update(outbox)
        .set({ attempts: row.attempts + 1, ...rest })
        .where(and(eq(outbox.id, row.id), eq(outbox.state, "waiting")));
    });
  }
  return arrivals;
}

const handlers: Readonly<Record<string, Handler>> = {
  "Create Proposal": proposals.onProposal,
  "Update Proposal": proposals.onProposal,
  "Delete Tombstone": proposals.onProposalDelete,
  "Offer Agreement": agreements.onOffer,
  "Accept Offer": agreements.onAgreementAccept,
  "TentativeAccept Offer": agreements.onAgreementHeld,
  "Reject Offer": agreements.onAgreementReject,
  "Undo Offer": agreements.onWithdraw,
  "Undo Accept": agreements.onCancel,
};

/** Hands an activity to its handler, as the inbox's table does. */
async function receive(to: Side, activity: JsonObject): Promise<Handled> {
  const { type, actor, object } = activity as { type: string; actor: string; object: { type: string } };
  const handler = handlers[`${type} ${object.type}`];
  if (handler === undefined) return { dropped: "nobody takes it" };
  const nothing = {
    lookUp: unused,
    reconcile: unused,
    check: unused,
    findActor: unused,
    findObject: unused,
    fetchList: unused,
  };
  const documents = { load: unused, reload: unused, has: unused, loadContext: unused, forget: unused };
  return handler({ app: to.context, partners: nothing, documents, activity, actor });
}
