import { sameNumbers } from "#src/domain/agreement-asked.ts";
import { feeDueAtMs } from "#src/domain/fee.ts";
import { coopActorId, joinUrl } from "#src/domain/iri.ts";
import type { AgreementMessage, AgreementTerms, Refusal, Standing, Trouble } from "#src/domain/message.ts";
import { updateAgreement, type AgreementRow } from "#src/store/agreements.ts";
import { findPeer, type Peer } from "#src/store/peers.ts";
import { hastenWord, replaceUntriedWord } from "#src/store/proposals.ts";
import { findResource } from "#src/store/resources.ts";
import { remakeRooms } from "#src/store/rooms.ts";
import { hashToken, newToken } from "#src/store/secrets.ts";
import type { Context, Work } from "./context.ts";
import { say, sayAll } from "./outbox.ts";
import { refreshProposals } from "./publication.ts";

/** The receiver's Offer, word for word, as both sides keep it. */
export function termsOf(row: AgreementRow): AgreementTerms {
  const { agreement, proposal, provider, receiver, title, seats, startsAtMs, endsAtMs, terms } = row;
  return {
    agreement,
    proposal,
    provider,
    receiver,
    title,
    seats,
    startsAtMs,
    endsAtMs,
    terms,
    ...(row.amendment === 0 ? {} : { amendment: row.amendment }),
    ...(row.tentativeUntilMs === null ? {} : { tentativeUntilMs: row.tentativeUntilMs }),
    ...(row.series === null ? {} : { series: row.series }),
    ...(row.commons ? { commons: true } : {}),
    ...(row.fairUseVersion === null ? {} : { fairUseVersion: row.fairUseVersion }),
  };
}

type Identity = Pick<AgreementRow, "id" | "role" | "peerId" | "proposalId">;

/** An agreement that was just offered, before the provider said anything. */
export function freshRow(work: Work, terms: AgreementTerms, identity: Identity): AgreementRow {
  const nowMs = work.nowMs();
  return {
    ...terms,
    ...identity,
    amendment: terms.amendment ?? 0,
    tentativeUntilMs: terms.tentativeUntilMs ?? null,
    series: terms.series ?? null,
    seriesIri: terms.series?.series ?? null,
    commons: terms.commons ?? false,
    fairUseVersion: terms.fairUseVersion ?? null,
    resourceId: null,
    state: "offered",
    revision: 0,
    heldUntilMs: null,
    refusal: null,
    withdrawnAtMs: null,
    fulfilledSeatMinutes: null,
    pending: null,
    pendingUntilMs: null,
    counter: null,
    trouble: null,
    endCause: null,
    feeSeatMinutes: null,
    feeCheckedSeatMinutes: null,
    feeDueAtMs: null,
    overrunUntilMs: null,
    moderators: null,
    settleDueAtMs: null,
    joinUrlSealed: null,
    joinTokenHash: null,
    createdAtMs: nowMs,
    answeredAtMs: null,
    updatedAtMs: nowMs,
  };
}

/** What nothing is left of once everything that was asked is answered, whichever way. */
export const settled = { heldUntilMs: null, pending: null, pendingUntilMs: null, counter: null } as const;

export type Changes = Partial<Omit<AgreementRow, "id" | "agreement" | "role">>;

/**
 * The provider decides: saves the next word about an agreement, says it to the receiver, and shows in its proposals the seats that
 * are now taken or free.
 */
export async function saveWord(work: Work, before: AgreementRow, changes: Changes): Promise<AgreementRow> {
  const nowMs = work.nowMs();
  const state = changes.state ?? before.state;
  const isAnswer = before.answeredAtMs === null && state !== "offered" && state !== "expired";
  const all = {
    ...changes,
    ...(isAnswer ? { answeredAtMs: nowMs } : {}),
    // A change of an accepted agreement keeps its way in: who has it already comes by it.
    ...(state === "accepted" && before.joinTokenHash === null ? makeJoin(work, before) : {}),
    ...(changes.feeSeatMinutes === undefined ? {} : { feeDueAtMs: feeDueAtMs({ ...before, ...changes }, nowMs) }),
    updatedAtMs: nowMs,
  };
  await updateAgreement(work.session, before.id, all);
  const after = { ...before, ...all };
  // Its room may stand already: the server is told the new end and how many come.
  if (before.state === "accepted" && !sameNumbers(before, after))
    await remakeRooms(work.session, { agreementId: after.id, nowMs });
  await sayWord(work, after);
  await showTaken(work, after);
  return after;
}

/**
 * Says that something is wrong with an agreement of ours as provider although it stands, or (null) that it is well again. Nothing is
 * said twice, and nothing about what is over.
 */
export async function tellTrouble(work: Work, row: AgreementRow, trouble: Trouble | null): Promise<AgreementRow> {
  const isOpen = row.state === "offered" || row.state === "accepted";
  if (!isOpen || row.role !== "provider" || row.trouble?.kind === trouble?.kind) return row;
  return saveWord(work, row, { trouble, revision: row.revision + 1 });
}

/** Refuses an offer that is still open. */
export function refuseOffer(work: Work, row: AgreementRow, refusal: Refusal): Promise<AgreementRow> {
  return saveWord(work, row, { state: "rejected", revision: row.revision + 1, heldUntilMs: null, refusal });
}

/** The way in that an accepted agreement gets: a token of 128 bits, of which only the hash can be looked up. */
export function makeJoin({ origin, secrets }: Pick<Context, "origin" | "secrets">, { id }: Pick<AgreementRow, "id">) {
  const token = newToken();
  return { joinTokenHash: hashToken(token), joinUrlSealed: secrets.seal(joinUrl(origin, token), joinPurpose(id)) };
}

/** The address of the join page, as it was made or told. */
export function openJoinUrl(
  { secrets }: Pick<Context, "secrets">,
  row: Pick<AgreementRow, "id" | "joinUrlSealed">,
): string | null {
  return row.joinUrlSealed === null ? null : secrets.open(row.joinUrlSealed, joinPurpose(row.id));
}

export const joinPurpose = (id: string): string => `join ${id}`;

/** Shows in the proposals of an agreement's resource what is taken now. */
async function showTaken(work: Work, row: Pick<AgreementRow, "resourceId">): Promise<void> {
  const resource = row.resourceId === null ? undefined : await findResource(work.session, row.resourceId);
  if (resource !== undefined) await refreshProposals(work, resource);
}

/** Says the provider's word, as the agreement now stands, to the receiver. It takes the place of an older one that was never tried. */
export async function sayWord(work: Work, row: AgreementRow): Promise<void> {
  await speak(work, row, false);
}

/** Says our first words about agreements that were offered just now: nothing was said about them before. */
export async function sayFirstWords(
  work: Work,
  words: readonly { readonly row: AgreementRow; readonly peer: Pick<Peer, "coopInbox"> }[],
): Promise<void> {
  const sayings = words.map(({ row, peer }) => ({
    from: coopActorId,
    topic: topicOf(row),
    inbox: peer.coopInbox,
    message: wordOf(work, row),
  }));
  await sayAll(work, sayings);
}

const topicOf = (row: Pick<AgreementRow, "agreement">): string => `agreement ${row.agreement}`;

/** A message was repeated: our last word is said again, or, when it still waits to be delivered, at once. */
export async function repeatWord(work: Work, row: AgreementRow): Promise<void> {
  await speak(work, row, true);
}

async function speak(work: Work, row: AgreementRow, isRepeated: boolean): Promise<void> {
  const peer = await findPeer(work.session, row.peerId);
  if (peer === undefined || peer.state === "blocked") return;
  const word = { topic: topicOf(row), inbox: peer.coopInbox, message: wordOf(work, row) };
  if (await replaceUntriedWord(work.session, word)) return;
  if (isRepeated && (await hastenWord(work.session, { ...word, nowMs: work.nowMs() }))) return;
  await say(work, { from: coopActorId, ...word });
}

/** The provider's last word as a message: the agreement whole, as it stands. */
function wordOf(work: Work, row: AgreementRow): AgreementMessage {
  const standing = standingOf(row);
  switch (row.state) {
    case "offered":
      return row.refusal === null
        ? { type: "agreement-held", ...standing }
        : { type: "agreement-reject", ...standing, state: "offered" };
    case "accepted":
      return { ...typeOfAccepted(row), ...standing, joinUrl: requireJoinUrl(work, row) };
    case "fulfilled":
      // The entry says that it is fulfilled; what can be repeated here is the acceptance before it, with the way in.
      return {
        type: "agreement-accept",
        ...standing,
        revision: row.revision - 1,
        joinUrl: requireJoinUrl(work, row),
      };
    case "rejected":
      return { type: "agreement-reject", ...standing, refusal: row.refusal ?? { reason: "declined" } };
    case "cancelled":
    case "expired":
      return { type: "agreement-cancel", ...standing, cause: row.state };
  }
}

/** An accepted agreement answers what was asked last: that is agreed, or refused, or still thought about. */
function typeOfAccepted(row: AgreementRow) {
  if (row.pending !== null || row.counter !== null) return { type: "agreement-held", state: "accepted" } as const;
  if (row.refusal !== null) return { type: "agreement-reject", state: "accepted" } as const;
  return { type: "agreement-accept" } as const;
}

function standingOf(row: AgreementRow): Standing {
  const { heldUntilMs, counter, trouble, refusal, endCause, feeSeatMinutes } = row;
  const pendingUntilMs = row.pending === null ? null : row.pendingUntilMs;
  const told = { heldUntilMs, pendingUntilMs, counter, trouble, refusal, endCause, feeSeatMinutes };
  return { terms: termsOf(row), to: row.receiver, revision: row.revision, ...withoutNulls(told) };
}

type WithoutNulls<T> = { readonly [K in keyof T]?: NonNullable<T[K]> };

/** What is there, of what may be null. */
function withoutNulls<T extends object>(of: T): WithoutNulls<T> {
  return Object.fromEntries(Object.entries(of).filter(([, value]) => value !== null)) as WithoutNulls<T>;
}

function requireJoinUrl(work: Work, row: AgreementRow): string {
  const url = openJoinUrl(work, row);
  if (url === null) throw new Error(`The agreement ${row.id} was accepted without a way in.`);
  return url;
}
