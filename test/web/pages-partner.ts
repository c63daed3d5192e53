import { asc, eq } from "drizzle-orm";
import { v7 as uuidV7 } from "uuid";
import { onEntry, onEntryAccept, onEntryReject } from "#federation/inbox/ledger.ts";
import {
  onAgreementAccept,
  onAgreementHeld,
  onAgreementReject,
  onCancel,
  onOffer,
  onWithdraw,
} from "#federation/inbox/agreements.ts";
import { onDisputeWord } from "#federation/inbox/disputes.ts";
import { onPeerAccept, onPeerFollow, onPeerReject, onPeerUndo } from "#federation/inbox/peers.ts";
import { onProposal, onProposalDelete } from "#federation/inbox/proposals.ts";
import type { Handler } from "#federation/inbox/received.ts";
import { everyoneConfirmed } from "#src/app/confirmations.ts";
import { openSeals } from "#federation/proof.ts";
import type { JsonObject } from "#federation/wire/json.ts";
import { writeMessage } from "#federation/wire/message.ts";
import type { Context } from "#src/app/context.ts";
import { setUp, type SetUp } from "#src/app/coop.ts";
import { listOurLedgerKeys } from "#src/app/ledger-keys.ts";
import type { NodeCard, Partners } from "#src/app/partners.ts";
import { addPeer } from "#src/app/peers.ts";
import { propose, type NewProposal } from "#src/app/proposals.ts";
import { shareResource } from "#src/app/resources.ts";
import { actorIri, coopActorId, inboxIri, messageIri, nodeActorId } from "#src/domain/iri.ts";
import type { Message } from "#src/domain/message.ts";
import { findCoop } from "#src/store/coop.ts";
import type { Database } from "#src/store/database.ts";
import { openSecrets } from "#src/store/secrets.ts";

/** Another coop without pages; its stewards act by the use cases. */
export interface Partner {
  readonly app: Context;
  /** What our node would find out about it. */
  readonly card: NodeCard;
  /** Carries everything that either side has said, over the wire's own JSON, until both are silent. */
  carry(): Promise<void>;
}

const kerala: SetUp = {
  name: { en: "Kerala Commons", ml: "കേരള കോമൺസ്" },
  handle: "kerala",
  defaultLanguage: "en",
  languages: ["ml", "en"],
  region: "Kerala",
  timeZone: "Asia/Kolkata",
  summary: { en: "Fishing and farming coops with servers on solar power." },
  fairUse: { en: "Meetings of members and their partners." },
};

/** Kerala Commons, on a store of its own, with keys and books. Nobody has said yes to anybody yet. */
async function openPartner(ours: Context, database: Database): Promise<Partner> {
  const app: Context = {
    database,
    secrets: openSecrets("a secret of kerala.example that is long enough"),
    seals: openSeals(),
    confirmations: everyoneConfirmed(),
    origin: "https://kerala.example",
    nowMs: () => Date.now(),
    newId: () => uuidV7(),
  };
  await setUp(app, kerala);
  const carried = new Set<string>();
  const carryFrom = async (from: Context, to: Context): Promise<number> => {
    const rows = (await waitingRows(from)).filter(({ id, host }) => host === to.origin && !carried.has(id));
    for (const row of rows) {
      carried.add(row.id);
      await hand(from, to, row);
    }
    return rows.length;
  };
  return {
    app,
    card: await cardOf(app),
    carry: async () => {
      while ((await carryFrom(ours, app)) + (await carryFrom(app, ours)) > 0);
    },
  };
}

/** Two coops whose stewards have both said yes. */
export async function openPartners(ours: Context, database: Database): Promise<Partner> {
  const partner = await openPartner(ours, database);
  await addPeer(ours, knowing(partner.card), "kerala.example");
  await addPeer(partner.app, knowing(await cardOf(ours)), ours.origin);
  await partner.carry();
  return partner;
}

const unused = (): never => {
  throw new Error("Nothing else is fetched in these tests.");
};

/** Other nodes as far as one of them is known. */
const knowing = (found: NodeCard): Partners => ({
  lookUp: () => Promise.resolve({ found }),
  reconcile: unused,
  check: unused,
  findActor: unused,
  findObject: unused,
  fetchList: unused,
});

/** A node's card as another one finds it. */
async function cardOf(context: Context): Promise<NodeCard> {
  const { origin, database } = context;
  const coop = await findCoop(database);
  if (coop === undefined) throw new Error("It is not set up.");
  const keys = await listOurLedgerKeys(context, database);
  const { handle, name, summary, fairUse, fairUseVersion, region, languages, listed } = coop;
  return {
    ...addressesOf(origin),
    handle,
    name,
    summary,
    fairUse,
    fairUseVersion,
    region,
    languages,
    listed,
    ledgerKeys: keys.map((key) => ({ key: key.verificationMethod, publicKeyMultibase: key.publicKeyMultibase })),
  };
}

const addressesOf = (origin: string) => ({
  origin,
  node: actorIri(origin, nodeActorId),
  nodeInbox: inboxIri(origin, nodeActorId),
  coop: actorIri(origin, coopActorId),
  coopInbox: inboxIri(origin, coopActorId),
});

/** A coop of which there is only a card. */
export const strangerAt = (host: string): NodeCard => ({
  ...addressesOf(`https://${host}`),
  handle: "relais",
  name: { fr: "Le Relais" },
  summary: { fr: "Coopératives d’habitation." },
  fairUse: {},
  fairUseVersion: 1,
  region: "Québec",
  languages: ["fr"],
  listed: true,
  ledgerKeys: [],
});

async function waitingRows({ database }: Context) {
  const { q, t } = database;
  return q.select().from(t.outbox).where(eq(t.outbox.state, "waiting")).orderBy(asc(t.outbox.id));
}

const handlers: Partial<Record<Message["type"], Handler>> = {
  "peer-follow": onPeerFollow,
  "peer-accept": onPeerAccept,
  "peer-reject": onPeerReject,
  "peer-undo": onPeerUndo,
  "proposal-create": onProposal,
  "proposal-update": onProposal,
  "proposal-delete": onProposalDelete,
  "request-create": onProposal,
  "request-update": onProposal,
  "request-delete": onProposalDelete,
  "agreement-offer": onOffer,
  "agreement-withdraw": onWithdraw,
  "agreement-accept": onAgreementAccept,
  "agreement-held": onAgreementHeld,
  "agreement-reject": onAgreementReject,
  "agreement-cancel": onCancel,
  "entry-create": onEntry,
  "entry-accept": onEntryAccept,
  "entry-reject": onEntryReject,
  "dispute-word": onDisputeWord,
};

type Row = Awaited<ReturnType<typeof waitingRows>>[number];

/** Hands a message to the handler for it on the other side, and ends its row unless an answer is awaited. */
async function hand(from: Context, to: Context, row: Row): Promise<void> {
  const actor = actorIri(from.origin, row.actorId);
  const envelope = { id: messageIri(from.origin, row.id), actor, origin: from.origin, publishedAtMs: row.createdAtMs };
  const activity = JSON.parse(JSON.stringify(writeMessage(row.message, envelope))) as JsonObject;
  const handled = await handlers[row.message.type]?.({
    app: to,
    partners: knowing(await cardOf(from)),
    documents: { load: unused, has: unused, loadContext: unused, forget: unused },
    activity,
    actor,
  });
  if (handled !== undefined && handled !== "done") throw new Error(`${row.message.type}: ${handled.dropped}`);
  if (row.answerKey !== null) return;
  await from.database.transaction(async ({ q, t }) => {
    await q.update(t.outbox).set({ state: "done" }).where(eq(t.outbox.id, row.id));
  });
}

/** The partner shares a hall of 120 seats and offers it to its partners. */
export async function offerHall(partner: Partner, changes: Partial<NewProposal> = {}): Promise<void> {
  const shared = await shareResource(partner.app, {
    kind: "meeting-server",
    name: { en: "Backwater hall" },
    platform: "link",
    seats: 120,
    address: "https://meet.example/backwater",
    languages: ["ml", "en"],
    energy: "renewable",
    features: ["captions"],
  });
  if (shared.outcome !== "done") throw new Error(shared.outcome);
  const wanted = { resourceId: shared.resource.id, seats: 120, audience: "partners", terms: { kind: "gift" } } as const;
  await propose(partner.app, { ...wanted, ...changes });
  await partner.carry();
}
