import "temporal-polyfill/global";
import { eq } from "drizzle-orm";
import { v7 as uuidV7 } from "uuid";
import { transact, type Context } from "#src/app/context.ts";
import { exportKeys, saveKeys } from "#src/app/keys.ts";
import { listOurLedgerKeys } from "#src/app/ledger-keys.ts";
import { booksOf } from "#src/app/books.ts";
import { fulfil } from "#src/app/entry-making.ts";
import { ledgerStateOf } from "#src/app/ledger-state.ts";
import { noteKeys } from "#src/app/partner-keys.ts";
import { newPeer } from "#src/domain/peer.ts";
import { actorIri, agreementIri, coopActorId, inboxIri, messageIri, nodeActorId } from "#src/domain/iri.ts";
import type { LedgerMessage } from "#src/domain/ledger-message.ts";
import { saveAgreement, type AgreementRow } from "#src/store/agreements.ts";
import { saveCoop } from "#src/store/coop.ts";
import type { Database } from "#src/store/database.ts";
import { findEntryByIri, type EntryRow } from "#src/store/entries.ts";
import { savePeer, type Peer } from "#src/store/peers.ts";
import { openSecrets } from "#src/store/secrets.ts";
import { takeActivity } from "#federation/inbox.ts";
import type { Handled, Received } from "#federation/inbox/received.ts";
import { everyoneConfirmed } from "#src/app/confirmations.ts";
import { openSeals } from "#federation/proof.ts";
import type { JsonObject } from "#federation/wire/json.ts";
import { writeLedgerMessage } from "#federation/wire/ledger.ts";

/** One coop of a pair: its node, its IRI, and its own id of the other one. */
export interface Side {
  readonly app: Context;
  readonly coop: string;
  readonly peerId: string;
}

export interface Pair {
  /** Provides in `agree`. */
  readonly a: Side;
  readonly b: Side;
}

/** A coop that is set up, with books and keys, on a store of its own. */
export async function openLedgerCoop(database: Database, origin: string): Promise<Context> {
  const app: Context = {
    database,
    secrets: openSecrets(`a secret of ${origin} that is long enough for tests`),
    seals: openSeals(),
    confirmations: everyoneConfirmed(),
    origin,
    nowMs: () => Date.now(),
    newId: () => uuidV7(),
  };
  await setUpWithoutHttp(app);
  return app;
}

/** As the set-up leaves it, but for the RSA keys, which take long to make and sign nothing here. */
async function setUpWithoutHttp(app: Context): Promise<void> {
  const pair = () => crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
  const keys = await exportKeys({ http: await pair(), proof: await pair(), ledger: await pair() });
  const coop = {
    origin: app.origin,
    handle: "coop",
    name: { en: new URL(app.origin).host },
    summary: {},
    fairUse: {},
    defaultLanguage: "en",
    languages: ["en"],
    region: "Here",
    timeZone: "UTC",
    accentHue: 195,
    listed: true,
    countersign: "automatic",
    createdAtMs: Date.now(),
    updatedAtMs: Date.now(),
  } as const;
  await transact(app, async (work) => {
    await saveCoop(work.session, coop);
    await saveKeys(work, coopActorId, keys);
  });
}

/** Makes `of` a partner in the store of `app`, its ledger keys pinned. Answers our id of it. */
export async function befriend(app: Context, of: Context, changes: Partial<Peer> = {}): Promise<string> {
  const { origin } = of;
  const id = uuidV7();
  const keys = await listOurLedgerKeys(of, of.database);
  const peer: Peer = {
    id,
    origin,
    node: actorIri(origin, nodeActorId),
    nodeInbox: inboxIri(origin, nodeActorId),
    coop: actorIri(origin, coopActorId),
    coopInbox: inboxIri(origin, coopActorId),
    handle: "coop",
    name: { en: origin },
    summary: {},
    fairUse: {},
    fairUseVersion: 1,
    region: "There",
    languages: ["en"],
    listed: true,
    state: "partner",
    standing: newPeer,
    createdAtMs: Date.now(),
    updatedAtMs: Date.now(),
    lastSeenAtMs: null,
    lastFetchedAtMs: null,
    nextRoundAtMs: null,
    ...changes,
  };
  await app.database.transaction(async (session) => {
    await savePeer(session, peer);
    const published = keys.map((key) => ({ key: key.verificationMethod, publicKeyMultibase: key.publicKeyMultibase }));
    await noteKeys({ ...app, session }, peer.coop, published);
  });
  return id;
}

/** Two coops that are partners, each on a fresh store. */
export async function openPair(
  open: () => Promise<Database>,
  origins = ["https://a.example", "https://b.example"],
): Promise<Pair> {
  const [a, b] = await Promise.all(origins.map(async (origin) => openLedgerCoop(await open(), origin)));
  if (a === undefined || b === undefined) throw new Error("A pair has two sides.");
  return {
    a: { app: a, coop: actorIri(a.origin, coopActorId), peerId: await befriend(a, b) },
    b: { app: b, coop: actorIri(b.origin, coopActorId), peerId: await befriend(b, a) },
  };
}

/** An agreement that both sides know: 50 seats for two hours, so at most 6,000 seat-minutes. Answers its id on either side. */
export async function agree(
  { a, b }: Pair,
  atB: Partial<AgreementRow> = {},
): Promise<{ readonly id: string; readonly agreement: string }> {
  const id = uuidV7();
  const agreement = agreementIri(b.app.origin, id);
  const startsAtMs = Date.UTC(2026, 10, 30, 18);
  const row: Omit<Parameters<typeof saveAgreement>[1], "role" | "peerId"> = {
    id,
    agreement,
    proposalId: uuidV7(),
    proposal: `${a.app.origin}/proposals/${uuidV7()}`,
    resourceId: null,
    provider: a.coop,
    receiver: b.coop,
    title: "Assembly",
    seats: 50,
    startsAtMs,
    endsAtMs: startsAtMs + 120 * 60_000,
    terms: { kind: "gift" },
    state: "accepted",
    revision: 1,
    heldUntilMs: null,
    refusal: null,
    withdrawnAtMs: null,
    fulfilledSeatMinutes: null,
    joinUrlSealed: null,
    joinTokenHash: null,
    createdAtMs: Date.now(),
    answeredAtMs: Date.now(),
    updatedAtMs: Date.now(),
  };
  await a.app.database.transaction((session) => saveAgreement(session, { ...row, role: "provider", peerId: a.peerId }));
  await b.app.database.transaction((session) =>
    saveAgreement(session, { ...row, ...atB, role: "receiver", peerId: b.peerId }),
  );
  return { id, agreement };
}

type OutboxRow = Awaited<ReturnType<typeof waitingRows>>[number];

/** What a side has to say and has had no answer to. */
export async function waitingRows({ app }: Side) {
  const { q, t } = app.database;
  return q.select().from(t.outbox).where(eq(t.outbox.state, "waiting"));
}

/** The activity behind a row, as its bytes would be read at the other end. */
export function activityOf({ app, coop }: Side, row: OutboxRow): JsonObject {
  const envelope = {
    id: messageIri(app.origin, row.id),
    actor: coop,
    origin: app.origin,
    publishedAtMs: row.createdAtMs,
  };
  return JSON.parse(JSON.stringify(writeLedgerMessage(row.message as LedgerMessage, envelope))) as JsonObject;
}

/** The same with what it says about books and logs when its bytes are written. */
export async function spokenBy(side: Side, row: OutboxRow): Promise<JsonObject> {
  const { app } = side;
  const { digest, count, log } = await transact(app, (work) => ledgerStateOf(work, row.message as LedgerMessage));
  return JSON.parse(JSON.stringify({ ...activityOf(side, row), digest, count, log })) as JsonObject;
}

/** Hands an activity to the inbox handler for it, as signed by `from`. What it only names is not there to be fetched. */
export function receive({ app }: Side, activity: JsonObject, from: string): Promise<Handled> {
  const nowhere = { failed: "not-found", detail: "There is nothing else." } as const;
  const partners = { findObject: () => Promise.resolve(nowhere) } as unknown as Received["partners"];
  const documents = { forget: () => undefined } as unknown as Received["documents"];
  return takeActivity({ app, activity, actor: from, partners, documents }, activity["type"] as string);
}

/** The other side took the message: what expects an answer waits for it, the rest is done. */
export async function took({ app }: Side, row: OutboxRow): Promise<void> {
  if (row.answerKey !== null) return;
  await app.database.transaction(async ({ q, t }) => {
    await q.update(t.outbox).set({ state: "done" }).where(eq(t.outbox.id, row.id));
  });
}

/** Everything that waits is delivered, until nothing new comes of it. Answers what was dropped, and why. */
export async function deliverAll(pair: Pair): Promise<readonly string[]> {
  const dropped: string[] = [];
  const seen = new Set<string>();
  for (;;) {
    const rows = await Promise.all(
      [pair.a, pair.b].map(async (side) => (await waitingRows(side)).map((row) => ({ side, row }))),
    );
    const fresh = rows.flat().filter(({ row }) => !seen.has(row.id));
    if (fresh.length === 0) return dropped;
    for (const { side, row } of fresh) {
      seen.add(row.id);
      const handled = await receive(side === pair.a ? pair.b : pair.a, await spokenBy(side, row), side.coop);
      if (handled === "done") await took(side, row);
      else dropped.push(handled.dropped);
    }
  }
}

/** What a side holds of an entry. */
export async function held({ app }: Side, entry: string): Promise<EntryRow> {
  const row = await findEntryByIri(app.database, entry);
  if (row === undefined) throw new Error(`There is no ${entry}.`);
  return row;
}

/** A records what was used. */
export async function fulfilled({ a }: Pair, id: string, seatMinutes = 5_400): Promise<EntryRow> {
  const outcome = await fulfil(a.app, id, seatMinutes);
  if (outcome.outcome !== "done") throw new Error(outcome.outcome);
  return outcome.entry;
}

interface Proof {
  readonly verificationMethod: string;
}

/** The proof set of an entry. */
export const proofsOf = ({ document }: EntryRow): readonly Proof[] =>
  (JSON.parse(document) as { proof: readonly Proof[] }).proof;

/** A side's digest and count of the pair. */
export const booksAt = ({ app, peerId }: Side) => booksOf(app.database, peerId);
