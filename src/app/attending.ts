import { presentedState } from "#src/domain/agreement.ts";
import { leadsIn } from "#src/domain/agreement-message.ts";
import type { LocalizedText } from "#src/domain/language.ts";
import { closesAtMs, decideHour, openBeforeMs, type PassHolder, type RoomRole } from "#src/domain/pass.ts";
import { findAgreementRow, listAgreementRows, updateAgreement, type AgreementRow } from "#src/store/agreements.ts";
import type { Role } from "#src/store/coop.ts";
import type { Session } from "#src/store/database.ts";
import { listMeetingRows } from "#src/store/guests.ts";
import { findPeer } from "#src/store/peers.ts";
import { listUsers } from "#src/store/people.ts";
import { openJoinUrl } from "./agreement-words.ts";
import { maxSeriesSlots } from "./agreements.ts";
import { transact, type Context } from "./context.ts";
import { signPass, subjectOf } from "./passes.ts";

/** A meeting of ours in a room of another coop, for those who come. */
export interface Meeting {
  /** Our id of the agreement. */
  readonly id: string;
  readonly title: string;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly opensAtMs: number;
  readonly closesAtMs: number;
  /** The coop whose room it is. */
  readonly host: LocalizedText;
  /** `unsure`: asked for, but not agreed yet. */
  readonly when: "unsure" | "before" | "open" | "after" | "cancelled";
  /** Who moderates, named ahead, by the id of their account; null: the stewards. */
  readonly moderators: readonly string[] | null;
  /** The host has said that its server does not answer at the moment. */
  readonly isServerDown: boolean;
  /** One of a series: guest links and moderators are those of the whole series. */
  readonly repeats: boolean;
}

const mostMeetings = 100;

/** Our meetings that are agreed and not over, soonest first. */
export async function listMeetings(context: Context): Promise<readonly Meeting[]> {
  const rows = await listMeetingRows(context.database, context.nowMs(), mostMeetings);
  return Promise.all(rows.map((row) => meetingOf(context, row)));
}

/** A meeting by our id of its agreement; undefined for what is none of ours, such as one in our own rooms. */
export async function findMeeting(context: Context, id: string): Promise<Meeting | undefined> {
  const row = await findReceived(context, id);
  return row === undefined ? undefined : meetingOf(context, row);
}

async function findReceived({ database }: Context, id: string): Promise<AgreementRow | undefined> {
  const row = await findAgreementRow(database, id);
  return row?.role === "receiver" ? row : undefined;
}

async function meetingOf(context: Context, row: AgreementRow): Promise<Meeting> {
  return {
    id: row.id,
    title: row.title,
    startsAtMs: row.startsAtMs,
    endsAtMs: row.endsAtMs,
    opensAtMs: row.startsAtMs - openBeforeMs,
    closesAtMs: closesAtMs(row),
    host: (await findPeer(context.database, row.peerId))?.name ?? {},
    when: whenOf(row, context.nowMs()),
    moderators: row.moderators,
    isServerDown: row.trouble?.kind === "server-down",
    repeats: row.seriesIri !== null,
  };
}

export function whenOf(row: AgreementRow, nowMs: number): Meeting["when"] {
  const state = presentedState(row);
  if (state === "offered") return "unsure";
  if (!leadsIn(state)) return "cancelled";
  return decideHour(row, nowMs);
}

/** Somebody who comes, as far as we tell the host. */
export interface Attendee {
  /** Whose pseudonym it is: the id of an account, or something random for somebody whom nobody knows. */
  readonly person: string;
  readonly role: RoomRole;
  readonly name: string;
  readonly language: string;
  /** The page of ours to come back to for another pass. */
  readonly back: string;
}

export type Attendance =
  | { readonly outcome: "go"; readonly url: string }
  /** It is not the hour, or there is no meeting: the page says which. */
  | { readonly outcome: "not-now" };

/** Signs a pass for one person, with which the host's page lets them in. Nothing of it is kept. */
export async function attend(context: Context, id: string, attendee: Attendee): Promise<Attendance> {
  const row = await findReceived(context, id);
  if (row === undefined || whenOf(row, context.nowMs()) !== "open") return { outcome: "not-now" };
  const joinUrl = openJoinUrl(context, row);
  if (joinUrl === null) return { outcome: "not-now" };
  const { person, role, name, language, back } = attendee;
  const holder: PassHolder = { subject: subjectOf(context, row.agreement, person), role, name, language };
  const url = new URL(joinUrl);
  url.searchParams.set("pass", await signPass(context, row, { ...holder, back }));
  return { outcome: "go", url: url.href };
}

/** What somebody with an account does in the room: who is named ahead moderates, or, where nobody was named, the stewards do. */
export function roleIn(
  { moderators }: Pick<Meeting, "moderators">,
  user: { readonly id: string; readonly role: Role },
): RoomRole {
  const moderates = moderators === null ? user.role === "steward" : moderators.includes(user.id);
  return moderates ? "moderator" : "participant";
}

/** Every meeting of the series that this one is of, in order of time; only itself when it is of none. */
export async function listSeries(session: Session, row: AgreementRow): Promise<readonly AgreementRow[]> {
  if (row.seriesIri === null) return [row];
  const rows = await listAgreementRows(session, { series: row.seriesIri, role: "receiver", limit: maxSeriesSlots });
  return rows.toSorted((one, other) => one.startsAtMs - other.startsAtMs);
}

/** Names those who moderate, in every meeting of a series; who has no account here is passed over. False when there is no such meeting of ours. */
export function nameModerators(context: Context, id: string, people: readonly string[]): Promise<boolean> {
  return transact(context, async (work) => {
    const row = await findAgreementRow(work.session, id);
    if (row?.role !== "receiver") return false;
    const known = (await listUsers(work.session)).map((user) => user.id);
    const moderators = known.filter((user) => people.includes(user));
    for (const each of await listSeries(work.session, row))
      await updateAgreement(work.session, each.id, { moderators, updatedAtMs: work.nowMs() });
    return true;
  });
}
