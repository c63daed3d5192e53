import { disputeOf, sayingProblem, type Awaits, type DisputeWordKind } from "#src/domain/dispute.ts";
import { listWords, type WordRow } from "#src/store/dispute-words.ts";
import { listDisputes as listDisputeRows, type DisputeStanding } from "#src/store/disputes.ts";
import { findEntry as findEntryRow, findEntryByIri, type EntryRow } from "#src/store/entries.ts";
import { listCorrectionsOf } from "#src/store/entry-lists.ts";
import { listEvidence } from "#src/store/evidence.ts";
import { findPeer, type Peer } from "#src/store/peers.ts";
import type { Context } from "./context.ts";
import { isSigned } from "./dispute-words.ts";
import { readEntryDocument, type EntryDocument } from "./entry-document.ts";
import { contestedReason } from "./evidence.ts";
import { ourCoop } from "./ledger-keys.ts";
import { pageOf, type Page, type PageRequest } from "./page.ts";

export type { DisputeStanding };

/** Where a dispute stands, and whose turn it is. */
export interface DisputeTurn {
  readonly standing: DisputeStanding;
  /** Who should speak next; absent when nobody should at the moment. */
  readonly awaits?: Awaits;
  readonly answerByMs?: number;
  /** They should have spoken by now. */
  readonly isOverdue: boolean;
  /** Both agreed to let it rest until then. */
  readonly restsUntilMs?: number;
}

/** A disputed entry in a list. */
export interface DisputeCard extends DisputeTurn {
  readonly entry: EntryRow;
}

export interface DisputeRequest extends PageRequest {
  readonly peerId?: string;
  readonly standings?: readonly DisputeStanding[];
  /** Only those in which we are to speak next. */
  readonly isOurTurn?: boolean;
}

/** Disputes with all peers or with one, the last entry to arrive first. */
export async function listDisputes(context: Context, request: DisputeRequest): Promise<Page<DisputeCard>> {
  const { limit, cursor, isOurTurn, ...rest } = request;
  const filter = { ...rest, ...(isOurTurn === true ? { awaitingUs: ourCoop(context) } : {}) };
  const nowMs = context.nowMs();
  const { items, ...more } = await pageOf({ limit, ...(cursor === undefined ? {} : { cursor }) }, (part) =>
    listDisputeRows(context.database, { ...filter, ...part, nowMs }),
  );
  return { ...more, items: items.map((entry) => ({ entry, ...turnOf(context, entry) })) };
}

function turnOf(context: Context, entry: EntryRow): DisputeTurn {
  const nowMs = context.nowMs();
  const standing = standingOf(entry, nowMs);
  const { differUntilMs, answerByMs } = entry;
  const rest = standing === "resting" && differUntilMs !== null ? { restsUntilMs: differUntilMs } : {};
  if (standing !== "open") return { standing, isOverdue: false, ...rest };
  const isLate = answerByMs !== null && answerByMs < nowMs;
  const deadline = answerByMs === null ? {} : { answerByMs };
  return { standing, isOverdue: isLate, awaits: awaitsOf(context, entry), ...deadline };
}

function standingOf({ state, withdrawnAtMs, differUntilMs }: EntryRow, nowMs: number): DisputeStanding {
  if (state !== "disputed") return "settled";
  if (withdrawnAtMs !== null) return "withdrawn";
  return differUntilMs !== null && differUntilMs > nowMs ? "resting" : "open";
}

const awaitsOf = (context: Context, { awaits, disputedBy }: EntryRow): Awaits =>
  awaits ?? (disputedBy === ourCoop(context) ? "them" : "us");

/** One of several contents under one id. */
export interface EntryVersion {
  readonly hash: string;
  readonly document: string;
  /** What it says; undefined when it cannot be read. */
  readonly content: EntryDocument | undefined;
  /** The one in our books. */
  readonly isOurs: boolean;
}

/** A dispute with everything that was said. */
export interface DisputeDetails extends DisputeCard {
  readonly peer: Peer;
  /** In the order in which they were said; `isSigned` is false while it waits to be signed and sent. */
  readonly words: readonly (WordRow & { readonly isSigned: boolean })[];
  /** What is in our books, and then every other content that came under the same id. */
  readonly versions: readonly EntryVersion[];
  /** Entries that correct it. */
  readonly corrections: readonly EntryRow[];
  readonly corrected: EntryRow | undefined;
  /** What a steward of ours may say now. */
  readonly mayBeSaid: readonly DisputeWordKind[];
}

/** A dispute by our id of its entry; undefined when there is no such entry, or nobody has ever disputed it. */
export async function findDispute(context: Context, id: string): Promise<DisputeDetails | undefined> {
  const { database } = context;
  const entry = await findEntryRow(database, id);
  const peer = entry === undefined ? undefined : await findPeer(database, entry.peerId);
  if (entry === undefined || peer === undefined) return undefined;
  const all = await listWords(database, entry.id);
  const { words } = disputeOf(entry, all);
  if (entry.disputedBy === null && words.length === 0) return undefined;
  return {
    entry,
    ...turnOf(context, entry),
    peer,
    words: words.map((word) => ({ ...word, isSigned: isSigned(word.document) })),
    versions: await versionsOf(context, entry),
    corrections: await listCorrectionsOf(database, entry, mostCorrections),
    corrected: entry.corrects === null ? undefined : await findEntryByIri(database, entry.corrects),
    mayBeSaid: peer.state === "blocked" ? [] : sayable(context, entry, all),
  };
}

/** The most corrections that are shown. */
const mostCorrections = 20;

const kinds: readonly DisputeWordKind[] = ["note", "differ", "refusal", "withdrawn"];
const dayMs = 86_400_000;

function sayable(context: Context, entry: EntryRow, words: readonly WordRow[]): readonly DisputeWordKind[] {
  const nowMs = context.nowMs();
  const about = { entry, state: entry.state, words };
  const saying = { by: ourCoop(context), nowMs, untilMs: nowMs + dayMs };
  return kinds.filter((kind) => sayingProblem(about, { ...saying, kind }) === undefined);
}

/** The most versions that are shown. */
const mostVersions = 10;

async function versionsOf({ database }: Context, entry: EntryRow): Promise<readonly EntryVersion[]> {
  const about = { peerId: entry.peerId, entry: entry.entry, reason: contestedReason };
  const others = await listEvidence(database, about, mostVersions);
  const isOther = ({ hash }: { readonly hash: string }): boolean => hash !== entry.hash;
  return [
    { ...versionOf(entry), isOurs: true },
    ...others
      .filter(isOther)
      .filter(({ document }) => isEntry(document))
      .map((other) => ({ ...versionOf(other), isOurs: false })),
  ];
}

function versionOf({ hash, document }: { readonly hash: string; readonly document: string }) {
  const read = readEntryDocument(JSON.parse(document) as Readonly<Record<string, unknown>>);
  return { hash, document, content: "entry" in read ? read.entry : undefined };
}

/** Words that contradict each other are kept like entries that do. */
const isEntry = (document: string): boolean => "provider" in (JSON.parse(document) as object);
