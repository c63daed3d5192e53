import { randomBytes } from "node:crypto";
import { accountOf, canCorrect, entryProblem, kindOf, type EntryKind, type EntryProblem } from "#src/domain/entry.ts";
import { entryIri } from "#src/domain/iri.ts";
import type { EntryWords } from "#src/domain/ledger-message.ts";
import type { Slot } from "#src/domain/slot.ts";
import { findAgreementRow } from "#src/store/agreements.ts";
import { findEntry, type EntryRow } from "#src/store/entries.ts";
import { findPeer, type Peer } from "#src/store/peers.ts";
import { roomLeft } from "./books.ts";
import type { Context, Work } from "./context.ts";
import { transactInTurn } from "./in-turn.ts";
import type { EntryDocument } from "./entry-document.ts";
import { enter } from "./entry-making.ts";
import { findBookkeeper } from "./entry-messages.ts";
import { ourCoop } from "./ledger-keys.ts";
import { referenceOf } from "./references.ts";

/** What a steward of ours records: something that one coop gave the other. */
export interface EntryWish extends Slot {
  readonly peerId: string;
  readonly kind: EntryKind;
  /** `given`: by us to them; `received`: by them to us. */
  readonly direction: "given" | "received";
  readonly unit: string;
  readonly quantity: number;
  /** Our id of the agreement that it belongs to; a correction belongs to that of what it corrects. */
  readonly agreementId?: string;
  /** Our id of the entry that it corrects by the difference. What it leaves out it has in common with that. */
  readonly correctsId?: string;
  readonly gift?: boolean;
  readonly commons?: "contribution" | "use";
  /** Beside what is signed, and erasable. */
  readonly note?: string;
  /** The name of who did it, who agreed to be named; the caller has asked. */
  readonly person?: string;
}

/**
 * `no-books`: they are no partner, and we have none with them. `sums`: it would take the sums of the pair beyond what can be counted exactly;
 * `most` is what is left. `corrects`: it is no correction of that entry, since it counts something else.
 */
export type RecordOutcome =
  | { readonly outcome: "done"; readonly entry: EntryRow }
  | { readonly outcome: "not-found"; readonly what: "peer" | "agreement" | "corrected" }
  | { readonly outcome: "impossible"; readonly because: "no-books" | "blocked" | EntryProblem }
  | { readonly outcome: "impossible"; readonly because: "sums"; readonly most: number };

/**
 * Records an entry of ours, which the other side then countersigns or refuses: signed, kept in transit and sent, all in one transaction. Its
 * words stay beside what is signed, where a salted reference stands for each.
 */
export async function recordEntry(context: Context, wish: EntryWish): Promise<RecordOutcome> {
  const made = { id: context.newId(), atMs: context.nowMs() };
  const salt = wish.note === undefined && wish.person === undefined ? null : newSalt();
  return transactInTurn(context, async (work) => {
    const found = await findNamed(work, wish);
    if ("outcome" in found) return found;
    const { peer } = found;
    const document = documentOf(work, wish, { ...found, made, salt });
    const problem =
      entryProblem(document, { us: ourCoop(work), peer: peer.coop }) ?? correctionProblem(document, found);
    if (problem !== undefined) return { outcome: "impossible", because: problem };
    const most = await roomLeft(work, { peerId: peer.id, unit: document.unit, account: accountOf(document) });
    if (document.quantity > most) return { outcome: "impossible", because: "sums", most };
    const words = wordsOfWish(wish);
    const beside = Object.keys(words).length === 0 ? {} : { words };
    return { outcome: "done", entry: await enter(work, { document, peer, salt, made, beside }) };
  });
}

/** 128 bits that nobody can work out again once they are erased: there are names behind them. */
const newSalt = (): string => randomBytes(16).toString("hex");

/** What a wish names. */
interface Named {
  readonly peer: Peer;
  /** The agreement's IRI. */
  readonly agreement: string | null;
  readonly corrected: EntryRow | undefined;
}

async function findNamed(work: Work, wish: EntryWish): Promise<Named | Exclude<RecordOutcome, { outcome: "done" }>> {
  const known = await findPeer(work.session, wish.peerId);
  if (known === undefined) return { outcome: "not-found", what: "peer" };
  if (known.state === "blocked") return { outcome: "impossible", because: "blocked" };
  const peer = await findBookkeeper(work, known.coop);
  if (peer === undefined) return { outcome: "impossible", because: "no-books" };
  const corrected = await findCorrected(work, wish);
  if (corrected === "unknown") return { outcome: "not-found", what: "corrected" };
  const agreement = await findAgreementOf(work, wish);
  if (agreement === "unknown") return { outcome: "not-found", what: "agreement" };
  return { peer, corrected, agreement: agreement ?? corrected?.agreement ?? null };
}

async function findCorrected(
  { session }: Work,
  { correctsId, peerId }: EntryWish,
): Promise<EntryRow | "unknown" | undefined> {
  if (correctsId === undefined) return undefined;
  const entry = await findEntry(session, correctsId);
  return entry?.peerId === peerId ? entry : "unknown";
}

async function findAgreementOf({ session }: Work, { agreementId, peerId }: EntryWish): Promise<string | undefined> {
  if (agreementId === undefined) return undefined;
  const row = await findAgreementRow(session, agreementId);
  return row?.peerId === peerId ? row.agreement : "unknown";
}

const wordsOfWish = ({ note, person }: EntryWish): EntryWords => ({
  ...(note === undefined ? {} : { note }),
  ...(person === undefined ? {} : { person }),
});

function documentOf(
  work: Work,
  wish: EntryWish,
  named: Named & { readonly made: { readonly id: string; readonly atMs: number }; readonly salt: string | null },
): EntryDocument {
  const { peer, agreement, corrected, made, salt } = named;
  const us = ourCoop(work);
  const [provider, receiver] = wish.direction === "given" ? [us, peer.coop] : [peer.coop, us];
  const { kind, unit, quantity, startsAtMs, endsAtMs } = wish;
  const what = { kind, unit, quantity, startsAtMs, endsAtMs, ...sumsOf(wish, corrected) };
  return {
    ...what,
    entry: entryIri(work.origin, made.id),
    maker: us,
    provider,
    receiver,
    agreement,
    corrects: corrected?.entry ?? null,
    publishedAtMs: made.atMs,
    ...(salt === null ? {} : referencesOf(wish, salt)),
  };
}

/** What it counts as, where nothing is said: what is corrected, or for a surplus a contribution to the commons. */
const sumsOf = ({ kind, gift, commons }: EntryWish, corrected: EntryRow | undefined) => ({
  gift: gift ?? corrected?.gift ?? false,
  commons: commons ?? corrected?.commons ?? (kind === "surplus" ? "contribution" : null),
});

const referencesOf = ({ note, person }: EntryWish, salt: string) => ({
  ...(note === undefined ? {} : { reference: referenceOf(salt, note) }),
  ...(person === undefined ? {} : { performer: referenceOf(salt, person) }),
});

const correctionProblem = (document: EntryDocument, { corrected }: Named): EntryProblem | undefined =>
  corrected === undefined || canCorrect(document, corrected) ? undefined : "corrects";

/** What a correction of an entry begins with: it counts the same thing in the same sums. */
export const correctionOf = (entry: EntryRow) => ({
  peerId: entry.peerId,
  correctsId: entry.id,
  kind: kindOf(entry),
  unit: entry.unit,
  gift: entry.gift,
  commons: entry.commons,
  startsAtMs: entry.startsAtMs,
  endsAtMs: entry.endsAtMs,
});
