import type { RoomRole } from "#src/domain/pass.ts";
import { findAgreementRow, type AgreementRow } from "#src/store/agreements.ts";
import {
  findGuestLink,
  findGuestLinkByToken,
  listGuestLinkRows,
  saveGuestLink,
  saveGuestLinkRevoked,
  type GuestLink,
} from "#src/store/guests.ts";
import { hashToken, newToken } from "#src/store/secrets.ts";
import { attend, findMeeting, listSeries, whenOf, type Attendance, type Meeting } from "./attending.ts";
import { transact, type Context } from "./context.ts";

/** More links for one meeting are a mistake, or a machine gone wild: one link serves as many people as there are seats. */
export const mostGuestLinks = 100;

/** A guest link as our people see it. */
export interface GuestLinkView {
  readonly id: string;
  readonly agreementId: string;
  /** For our people only; guests do not see it. */
  readonly label: string;
  readonly role: RoomRole;
  readonly url: string;
  readonly createdAtMs: number;
  readonly revokedAtMs: number | null;
}

function viewLink({ origin, secrets }: Context, link: GuestLink): GuestLinkView {
  const { id, agreementId, label, role, createdAtMs, revokedAtMs } = link;
  const url = guestUrl(origin, secrets.open(link.tokenSealed, purpose(id)));
  return { id, agreementId, label, role, url, createdAtMs, revokedAtMs };
}

const guestUrl = (origin: string, token: string): string => `${origin}/guests/${token}`;
const purpose = (id: string): string => `guest link ${id}`;

export type NewGuestLink =
  | { readonly outcome: "done"; readonly link: GuestLinkView }
  /** No agreement, or one in our own rooms, whose guests the other coop invites. */
  | { readonly outcome: "not-found" }
  /** The meeting is over or does not take place. */
  | { readonly outcome: "over" }
  | { readonly outcome: "too-many" };

/**
 * Makes a link with which anybody comes to a meeting of ours, in one role, until it is revoked or the meeting is over. One of a series
 * leads to each of its meetings in turn: who comes every week needs one link.
 */
export function createGuestLink(
  context: Context,
  agreementId: string,
  { label, role }: Pick<GuestLink, "label" | "role">,
): Promise<NewGuestLink> {
  return transact(context, async (work) => {
    const row = await findAgreementRow(work.session, agreementId);
    if (row?.role !== "receiver") return { outcome: "not-found" };
    const series = await listSeries(work.session, row);
    const nowMs = work.nowMs();
    if (!series.some((each) => isAhead(each, nowMs))) return { outcome: "over" };
    const ids = series.map((each) => each.id);
    if ((await listGuestLinkRows(work.session, ids)).length >= mostGuestLinks) return { outcome: "too-many" };
    const id = work.newId();
    const token = newToken();
    const sealed = { tokenHash: hashToken(token), tokenSealed: work.secrets.seal(token, purpose(id)) };
    const link = { id, agreementId, label, role, ...sealed, createdAtMs: work.nowMs(), revokedAtMs: null };
    await saveGuestLink(work.session, link);
    return { outcome: "done", link: viewLink(work, link) };
  });
}

/** Whether people may still come. */
function isAhead(row: AgreementRow, nowMs: number): boolean {
  const when = whenOf(row, nowMs);
  return when !== "after" && when !== "cancelled";
}

/** Every link of one agreement, or of its whole series, newest first; undefined when it is none in which we meet. */
export async function listGuestLinks(
  context: Context,
  agreementId: string,
): Promise<readonly GuestLinkView[] | undefined> {
  const row = await findAgreementRow(context.database, agreementId);
  if (row?.role !== "receiver") return undefined;
  const ids = (await listSeries(context.database, row)).map(({ id }) => id);
  return (await listGuestLinkRows(context.database, ids)).map((link) => viewLink(context, link));
}

/** Whoever still has the link is let in no more. Doing it again changes nothing. Undefined when there is no such link. */
export function revokeGuestLink(context: Context, id: string): Promise<GuestLinkView | undefined> {
  return transact(context, async (work) => {
    await saveGuestLinkRevoked(work.session, id, work.nowMs());
    const link = await findGuestLink(work.session, id);
    return link === undefined ? undefined : viewLink(work, link);
  });
}

/** What a guest link leads to. */
export type Invitation =
  | { readonly invitation: "unknown" }
  | { readonly invitation: "revoked" | "good"; readonly role: RoomRole; readonly meeting: Meeting };

export async function findInvitation(context: Context, token: string): Promise<Invitation> {
  const link = await findGuestLinkByToken(context.database, hashToken(token));
  const id = link === undefined ? undefined : await nextOf(context, link.agreementId);
  const meeting = id === undefined ? undefined : await findMeeting(context, id);
  if (link === undefined || meeting === undefined) return { invitation: "unknown" };
  return { invitation: link.revokedAtMs === null ? "good" : "revoked", role: link.role, meeting };
}

/** Of a series the meeting that is open or comes next, and the last one when all are over. */
async function nextOf(context: Context, agreementId: string): Promise<string | undefined> {
  const row = await findAgreementRow(context.database, agreementId);
  if (row === undefined) return undefined;
  const series = await listSeries(context.database, row);
  const nowMs = context.nowMs();
  return (series.find((each) => isAhead(each, nowMs)) ?? series.at(-1) ?? row).id;
}

/** A guest comes, by the name that they give. Their pseudonym is new each time, for nobody here knows who they are. */
export async function attendAsGuest(
  context: Context,
  token: string,
  { name, language }: { readonly name: string; readonly language: string },
): Promise<Attendance> {
  const found = await findInvitation(context, token);
  if (found.invitation !== "good") return { outcome: "not-now" };
  const { role, meeting } = found;
  const back = guestUrl(context.origin, token);
  return attend(context, meeting.id, { person: newToken(), role, name, language, back });
}
