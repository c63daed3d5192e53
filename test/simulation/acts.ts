import { closePeriod } from "#src/app/statements.ts";
import { runDueWork, jobs } from "#src/app/schedule.ts";
import { countersignEntry, disputeEntry } from "#src/app/entry-acts.ts";
import { fulfil } from "#src/app/entry-making.ts";
import { recordEntry, type EntryWish } from "#src/app/entry-recording.ts";
import { sayWord } from "#src/app/disputes.ts";
import { agreeToEpoch, proposeEpoch } from "#src/app/epochs.ts";
import { rotateKey } from "#src/app/key-rotation.ts";
import { trustPeerKeys } from "#src/app/partner-keys.ts";
import { agreementIri } from "#src/domain/iri.ts";
import { saveAgreement } from "#src/store/agreements.ts";
import { withSeededKeys } from "./keys.ts";
import { idAt, type SimNode } from "./node.ts";
import { at, note, pickTwo, type World } from "./world.ts";

/** Something that a person does at one node, or that the clock does there. */
export type Act = (world: World, node: SimNode) => Promise<void>;

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** Both sides know an agreement: what they said until they did is no part of this. */
export const agree: Act = async (world, provider) => {
  const receiver = world.random.pick(world.nodes.filter((node) => node !== provider));
  const id = idAt(world.nowMs, world.random);
  const startsAt = world.nowMs + dayMs;
  const row = {
    id,
    agreement: agreementIri(receiver.origin, id),
    proposalId: id,
    proposal: `${provider.origin}/proposals/${id}`,
    resourceId: null,
    provider: provider.coop,
    receiver: receiver.coop,
    title: "Assembly",
    seats: 10,
    startsAtMs: startsAt,
    endsAtMs: startsAt + 60 * minuteMs,
    terms: { kind: "gift" },
    state: "accepted",
    revision: 1,
    heldUntilMs: null,
    refusal: null,
    withdrawnAtMs: null,
    fulfilledSeatMinutes: null,
    joinUrlSealed: null,
    joinTokenHash: null,
    createdAtMs: world.nowMs,
    answeredAtMs: world.nowMs,
    updatedAtMs: world.nowMs,
  } as Omit<Parameters<typeof saveAgreement>[1], "role" | "peerId">;
  const sides = [
    [provider, receiver, "provider"],
    [receiver, provider, "receiver"],
  ] as const;
  for (const [node, other, role] of sides) {
    const peerId = node.peers[other.index] ?? "";
    await node.memory.database.transaction((session) => saveAgreement(session, { ...row, role, peerId }));
  }
  note(world, "agreed on seats", `${provider.name} for ${receiver.name}`);
};

function pickId(world: World, node: SimNode, text: string): string | undefined {
  const found = node.memory.connection.prepare<unknown[], { id: string }>(text).all();
  return found.length === 0 ? undefined : world.random.pick(found).id;
}

/** The provider records what was used: now and then more than was agreed. */
export const use: Act = async (world, node) => {
  const id = pickId(
    world,
    node,
    "SELECT id FROM agreements WHERE role = 'provider' AND state = 'accepted' ORDER BY id",
  );
  if (id === undefined) return agree(world, node);
  const outcome = await at(world, node, () => fulfil(node.app, id, 1 + world.random.below(600)));
  note(world, "use recorded", `${node.name} ${outcome?.outcome ?? ""}`);
};

const kinds: readonly Pick<EntryWish, "kind" | "unit">[] = [
  { kind: "work", unit: "work-minute" },
  { kind: "money", unit: "EUR" },
  { kind: "surplus", unit: "EUR" },
  { kind: "capacity", unit: "seat-minute" },
];

export const record: Act = async (world, node) => {
  const { random } = world;
  const other = random.pick(world.nodes.filter((each) => each !== node));
  const wish: EntryWish = {
    ...random.pick(kinds),
    peerId: node.peers[other.index] ?? "",
    direction: random.pick(["given", "received"]),
    quantity: 1 + random.below(10_000),
    startsAtMs: world.nowMs - dayMs,
    endsAtMs: world.nowMs,
    ...(random.chance(20) ? { note: "In the evening" } : {}),
  };
  const outcome = await at(world, node, () => recordEntry(node.app, wish));
  note(world, "entry recorded", `${node.name} with ${other.name}: ${wish.kind} ${outcome?.outcome ?? ""}`);
};

export const correct: Act = async (world, node) => {
  // Mostly a provider says that more was used: beyond what was agreed the other side's steward has to look at it.
  const isMore = world.random.chance(60);
  const more = isMore ? `AND provider = '${node.coop}' AND agreement IS NOT NULL` : "";
  const row = pickRow(world, node, `SELECT * FROM entries WHERE state = 'agreed' ${more} ORDER BY id`);
  if (row === undefined) return;
  const wish = {
    peerId: row["peer_id"],
    unit: row["unit"],
    kind: row["kind"] ?? "capacity",
    correctsId: row["id"],
    startsAtMs: row["starts_at_ms"],
    endsAtMs: row["ends_at_ms"],
    direction: isMore ? "given" : world.random.pick(["given", "received"]),
    quantity: 1 + world.random.below(400),
  } as EntryWish;
  const outcome = await at(world, node, () => recordEntry(node.app, wish));
  note(world, "correction recorded", `${node.name} ${outcome?.outcome ?? ""}`);
};

function pickRow(world: World, node: SimNode, text: string): Readonly<Record<string, unknown>> | undefined {
  const found = node.memory.connection.prepare<unknown[], Readonly<Record<string, unknown>>>(text).all();
  return found.length === 0 ? undefined : world.random.pick(found);
}

const theirs = (node: SimNode): string => `maker <> '${node.coop}'`;

export const countersign: Act = async (world, node) => {
  const id = pickId(world, node, `SELECT id FROM entries WHERE state <> 'agreed' AND ${theirs(node)} ORDER BY id`);
  if (id !== undefined) await sign(world, node, id);
};

async function sign(world: World, node: SimNode, id: string): Promise<void> {
  const entry = node.memory.connection
    .prepare<[string], string>("SELECT entry FROM entries WHERE id = ?")
    .pluck()
    .get(id);
  world.oracle.approve(entry ?? "");
  const outcome = await at(world, node, () => countersignEntry(node.app, id));
  note(world, "steward signs", `${node.name} ${entry} ${outcome?.outcome ?? ""}`);
}

export const refuse: Act = async (world, node) => {
  const id = pickId(world, node, `SELECT id FROM entries WHERE state = 'in-transit' AND ${theirs(node)} ORDER BY id`);
  if (id === undefined) return;
  const reason = world.random.pick(["quantity", "reference", "other"] as const);
  const outcome = await at(world, node, () => disputeEntry(node.app, id, { reason, note: "We think otherwise." }));
  note(world, "steward refuses", `${node.name} ${outcome?.outcome ?? ""}`);
  if (world.random.chance(40)) await sign(world, node, id);
};

export const speak: Act = async (world, node) => {
  const { random } = world;
  const id = pickId(world, node, "SELECT id FROM entries WHERE state = 'disputed' ORDER BY id");
  if (id === undefined) return;
  const kind = random.pick(["note", "note", "differ", "withdrawn"] as const);
  const until = kind === "differ" ? { untilMs: world.nowMs + (1 + random.below(20)) * dayMs } : {};
  const outcome = await at(world, node, () => sayWord(node.app, id, { kind, note: "About this.", ...until }));
  note(world, `word: ${kind}`, `${node.name} ${outcome?.outcome ?? ""}`);
};

const ledgerJobs = jobs.filter(({ name }) => name === "signatures" || name === "statements");

export const work: Act = async (world, node) => {
  const done = await at(world, node, () => runDueWork(node.app, ledgerJobs));
  note(world, "jobs run", `${node.name} ${JSON.stringify(done ?? {})}`);
};

export const close: Act = async (world, node) => {
  const [, other] = pickTwo(world);
  if (other === node) return;
  const until = new Date(world.nowMs - dayMs).toISOString().slice(0, 10);
  const outcome = await at(world, node, () => closePeriod(node.app, node.peers[other.index] ?? "", until));
  note(world, "period closed by hand", `${node.name} with ${other.name}: ${outcome?.outcome ?? ""}`);
};

export const rotate: Act = async (world, node) => {
  const name = `${node.origin} ${world.seed} ${world.nowMs} ${world.random.next()}`;
  await at(world, node, () => withSeededKeys(name, () => rotateKey(node.app)));
  world.oracle.learnKeys();
  // What a backup from before lacks is the new key, which nobody could return: the manual says to make one now.
  node.backups = [{ rows: node.memory.copy(), atMs: world.nowMs }];
  note(world, "key rotated", node.name);
};

/** A steward compares the fingerprints of keys that wait for it. */
export const trust: Act = async (world, node) => {
  const text =
    "SELECT p.id AS id FROM partner_keys k JOIN peers p ON p.coop = k.coop WHERE k.state = 'waiting' ORDER BY k.key";
  const id = pickId(world, node, text);
  if (id === undefined) return;
  await at(world, node, () => trustPeerKeys(node.app, id));
  note(world, "keys trusted", node.name);
};

/** A log that nobody can fill goes on in a new epoch, when both stewards say so. */
export const renew: Act = async (world, node) => {
  const offered = pickId(world, node, "SELECT id FROM epochs WHERE side = 'theirs' AND state = 'proposed' ORDER BY id");
  if (offered !== undefined) {
    const outcome = await at(world, node, () => agreeToEpoch(node.app, offered));
    return note(world, "epoch agreed", `${node.name} ${outcome?.outcome ?? ""}`);
  }
  const text = "SELECT peer_id AS id FROM logs WHERE side = 'ours' AND state IN ('behind', 'forked') ORDER BY id";
  const stuck = pickId(world, node, text);
  if (stuck === undefined) return;
  const outcome = await at(world, node, () => proposeEpoch(node.app, stuck));
  note(world, "epoch proposed", `${node.name} ${outcome?.outcome ?? ""}`);
};
