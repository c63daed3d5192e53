import { transact } from "#src/app/context.ts";
import { listCoopKeys } from "#src/app/key-rotation.ts";
import { noteKeys } from "#src/app/partner-keys.ts";
import { reconcileWith } from "#src/app/sync-session.ts";
import { openLedger } from "#federation/ledger.ts";
import { takeActivity } from "#federation/inbox.ts";
import type { Received } from "#federation/inbox/received.ts";
import { writeBody } from "#federation/lease.ts";
import type { JsonObject } from "#federation/wire/json.ts";
import { readSyncAnswer, writeSyncRequest } from "#federation/wire/sync.ts";
import { saveDeliveryBody } from "#src/store/deliveries.ts";
import { findOutboxRow } from "#src/store/outbox.ts";
import { saveSettlement } from "#src/store/settlements.ts";
import { mangle } from "./hostile.ts";
import { start, type SimNode } from "./node.ts";
import { signersOf } from "./proofs.ts";
import { at, isCut, nodeOf, note, Violation, type Flight, type World } from "./world.ts";

const hourMs = 3_600_000;

/** The messages that a node has to send, those that were tried least first. */
export function waitingRows({ memory }: SimNode, limit = 6): readonly string[] {
  return memory.connection
    .prepare<[number], { id: string }>("SELECT id FROM outbox WHERE state = 'waiting' ORDER BY attempts, id LIMIT ?")
    .all(limit)
    .map(({ id }) => id);
}

/** Writes a message's bytes, once, and puts it on its way. */
export async function send(world: World, node: SimNode, rowId: string): Promise<Flight | undefined> {
  const flight = await transact(node.app, async (work) => {
    const row = await findOutboxRow(work.session, rowId);
    const to = row === undefined ? undefined : nodeOf(world, row.inbox);
    if (row === undefined || to === undefined) return undefined;
    const body = row.body ?? (await writeBody(work, row, () => Promise.reject(new Error("Nothing here is proved."))));
    if (typeof body !== "string") throw new Error(body.error);
    if (row.body === null) await saveDeliveryBody(work.session, rowId, body);
    return { from: node, to, rowId, body, isAnswered: row.answerKey !== null };
  });
  if (flight === undefined) return undefined;
  const sent = node.honest ? flight : { ...flight, body: mangle(world, flight) };
  if (!world.healed && world.random.chance(3)) {
    note(world, "crash before sending", node.name);
    start(node, world);
    return undefined;
  }
  note(world, "sent", `${node.name} to ${sent.to.name}: ${summaryOf(sent.body)}`);
  return sent;
}

const summaryOf = (body: string): string => {
  const { type, object } = JSON.parse(body) as {
    readonly type: string;
    readonly object?: { readonly id?: string } | string;
  };
  return `${type} ${typeof object === "string" ? object : (object?.id ?? "")}`;
};

/** A message arrives; its sender learns so, unless the answer is lost. */
export async function arrive(world: World, flight: Flight): Promise<void> {
  const { from, to, body, rowId } = flight;
  const activity = JSON.parse(body) as JsonObject;
  const contradicted = contradictedBy(world, flight, activity);
  // Of what a handler is given, those that are simulated ask for no more than this.
  const handled = await at(world, to, () =>
    takeActivity({ app: to.app, activity, actor: from.coop } as unknown as Received, activity["type"] as string),
  );
  if (handled === undefined) return;
  note(
    world,
    "arrived",
    `${from.name} to ${to.name}: ${summaryOf(body)}${handled === "done" ? "" : ` — ${handled.dropped}`}`,
  );
  if (handled === "done" && !from.honest)
    world.oracle.tell(to, from, (activity["log"] as JsonObject | undefined)?.["checkpoint"]);
  if (handled === "done" && contradicted !== undefined) mustKeep(to, contradicted);
  if (!world.healed && world.random.chance(8)) return note(world, "answer lost", "");
  await acknowledge(world, from, { rowId, isAnswered: flight.isAnswered });
}

interface Version {
  readonly entry: string;
  readonly hash: string;
}

/** Other content, really signed by its sender, under the id of an entry that the receiver holds. */
function contradictedBy({ oracle }: World, { from, to }: Flight, { object }: JsonObject): Version | undefined {
  const entry = (object as JsonObject | undefined)?.["id"];
  if (from.honest || !to.honest || typeof entry !== "string") return undefined;
  const held = to.memory.connection
    .prepare<[string], { hash: string }>("SELECT hash FROM entries WHERE entry = ?")
    .get(entry);
  const { hash, methods } = signersOf(JSON.stringify(object), oracle.keys);
  const isTheirs = methods.some((method) => method.startsWith(`${from.coop}#`));
  return held === undefined || held.hash === hash || !isTheirs ? undefined : { entry, hash };
}

/** Every conflict is visible: both versions are kept, and what was not agreed is a dispute. */
function mustKeep({ memory, name }: SimNode, { entry, hash }: Version): void {
  const { connection } = memory;
  const kept = connection
    .prepare<[string, string], { reason: string }>("SELECT reason FROM evidence WHERE entry = ? AND hash = ?")
    .get(entry, hash);
  // Signed with a key that no steward has trusted yet.
  if (kept?.reason === "key-waiting") return;
  const held = connection.prepare<[string], { state: string }>("SELECT state FROM entries WHERE entry = ?").get(entry);
  if (kept === undefined || held?.state === "in-transit")
    throw new Violation(`${name} saw two versions of ${entry} and shows no dispute`);
}

async function acknowledge(
  world: World,
  from: SimNode,
  { rowId, isAnswered }: Pick<Flight, "rowId" | "isAnswered">,
): Promise<void> {
  const end = isAnswered
    ? ({ end: "again", atMs: from.app.nowMs() + hourMs, error: null } as const)
    : ({ end: "done" } as const);
  await at(world, from, () =>
    transact(from.app, ({ session, nowMs }) => saveSettlement(session, { id: rowId, ...end }, nowMs())),
  );
}

/** Before books are compared, a partner's page is read, with the keys that it publishes. */
async function readCard(world: World, node: SimNode, other: SimNode): Promise<void> {
  if (isCut(world, node, other)) return;
  const keys = await listCoopKeys(other.app);
  const published = keys.map(({ id, publicKeyMultibase, revokedAtMs }) => ({
    key: `${other.coop}#${id}`,
    publicKeyMultibase,
    ...(revokedAtMs === null ? {} : { revokedAtMs }),
  }));
  await transact(node.app, (work) => noteKeys(work, other.coop, published));
}

/** Compares a node's books with another's, over a connection that may break at any request. */
export async function compare(world: World, node: SimNode, other: SimNode): Promise<string> {
  await at(world, node, () => readCard(world, node, other));
  const concluded = await at(world, node, () =>
    reconcileWith(node.app, node.peers[other.index] ?? "", (_, request) =>
      post(world, { node, other, text: JSON.stringify(writeSyncRequest(request)) }),
    ),
  );
  const state = concluded?.state ?? "power lost";
  note(world, `compared: ${state}`, `${node.name} with ${other.name}`);
  return state;
}

interface Asked {
  readonly node: SimNode;
  readonly other: SimNode;
  readonly text: string;
}

async function post(world: World, { node, other, text }: Asked) {
  const isLost = (percent: number): boolean => !world.healed && world.random.chance(percent);
  if (isCut(world, node, other) || isLost(6)) {
    note(world, "request lost");
    return { failed: "it does not answer" };
  }
  await cross(world);
  const answered = await at(world, other, () => answerAt(other, node, text));
  if (isLost(4)) {
    note(world, "answer lost");
    return { failed: "it does not answer" };
  }
  if (!answered?.ok) return { failed: `it answers ${answered?.status ?? "nothing"}` };
  const read = readSyncAnswer(await answered.json());
  return read.ok ? read.value : { failed: read.reason };
}

/** What a node answers to a request that another one signed. */
function answerAt({ app, origin }: SimNode, from: SimNode, body: string): Promise<Response | undefined> {
  const ledger = openLedger({ app, signerOf: async () => from.coop, allowPrivateAddresses: true });
  const headers = { "content-type": "application/json" };
  return ledger.answer(new Request(`${origin}/ledger/sync`, { method: "POST", body, headers }));
}

/** What else is on its way may come between two requests. */
async function cross(world: World): Promise<void> {
  if (world.healed || !world.random.chance(25)) return;
  const flight = takeFlight(world);
  if (flight === undefined || isCut(world, flight.from, flight.to)) return;
  note(world, "crossed", "");
  await arrive(world, flight);
}

/** Any of the messages that are on their way, in whatever order they were sent. */
export function takeFlight({ flights, random }: World): Flight | undefined {
  return flights.length === 0 ? undefined : flights.splice(random.below(flights.length), 1)[0];
}
