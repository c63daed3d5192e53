import { decideSchedule, foldHashtag } from "#src/domain/announcement.ts";
import { announcementIri, coopActorId } from "#src/domain/iri.ts";
import type { LocalizedText } from "#src/domain/language.ts";
import type { Mention } from "#src/domain/post.ts";
import { findActor } from "#src/store/actors.ts";
import {
  deleteAnnouncement,
  findAnnouncement,
  saveAnnouncement,
  updateAnnouncement,
  type Announcement,
} from "#src/store/announcements.ts";
import { saveHashtags } from "#src/store/hashtags.ts";
import { findRemoteActor } from "#src/store/remote-actors.ts";
import { findRemoteObject } from "#src/store/remote-objects.ts";
import { deleteVersions } from "#src/store/versions.ts";
import { keepVersion } from "./announcement-history.ts";
import { sayCreated, sayRevised, sayWithdrawn } from "./announcement-saying.ts";
import { composeWords, type AnnouncementWords, type Words } from "./announcement-words.ts";
import { transact, type Context, type Work } from "./context.ts";
import { claimUploads, describeUploads, eraseUploads } from "./uploads.ts";

export type AnnouncementState = Announcement["state"];

/** A change; what is left out stays as it was. Times are epoch milliseconds. */
export interface AnnouncementChange extends AnnouncementWords {
  /** Ids of uploads, in order. */
  readonly pictures?: readonly string[];
  /** What those show, where that is said anew. */
  readonly alts?: Readonly<Record<string, LocalizedText>>;
  /** Only of what is not public yet: what is public stays so until it is removed. */
  readonly state?: AnnouncementState;
  /** For `scheduled`. */
  readonly publishAtMs?: number;
}

export interface NewAnnouncement extends AnnouncementChange {
  readonly content: LocalizedText;
  /** `coop` unless it is a circle's. */
  readonly actorId?: string;
  /** The IRI of what it answers, which somebody elsewhere said: they hear of it although they may not follow. */
  readonly inReplyTo?: string;
}

type Refusal =
  /** No text is left in any language. */
  | "empty"
  | "no-time"
  | "past"
  | "too-many-pictures"
  | "unknown-picture"
  /** There is no such coop or circle to speak for. */
  | "unknown-author"
  /** Nothing that is known here has the address that it answers. */
  | "unknown-answered";

export type AnnouncementOutcome =
  | { readonly outcome: "done"; readonly announcement: Announcement; readonly object: string }
  | { readonly outcome: Refusal }
  | { readonly outcome: "unknown" }
  | { readonly outcome: "removed" }
  /** It is public, so it cannot be a draft any more, nor can its kind change. */
  | { readonly outcome: "published" };

type Made = Exclude<AnnouncementOutcome, { outcome: "unknown" | "removed" | "published" }>;

/** What is refused inside of a transaction must leave nothing of it behind. */
class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(`The announcement was refused: ${refusal}.`);
    this.refusal = refusal;
  }
}

async function orRefused<T>(work: Promise<T>): Promise<T | { readonly outcome: Refusal }> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Refused) return { outcome: error.refusal };
    throw error;
  }
}

/** Announces something in the name of the coop or of a circle: at once to everyone who follows it, or later, or to nobody yet. */
export function announce(context: Context, wanted: NewAnnouncement): Promise<Made> {
  return orRefused(transact(context, (work) => makeAnnouncement(work, wanted)));
}

/** Throws when it is refused, so that nothing of it stays. */
async function makeAnnouncement(
  work: Work,
  wanted: NewAnnouncement,
): Promise<Extract<AnnouncementOutcome, { outcome: "done" }>> {
  const actorId = wanted.actorId ?? coopActorId;
  const author = await findActor(work.session, actorId);
  if (author === undefined || author.deletedAtMs !== null || !["coop", "circle"].includes(author.kind))
    throw new Refused("unknown-author");
  const words = await composeWords(work, wanted);
  if (words === undefined) throw new Refused("empty");
  const answered = await whoSaid(work, wanted.inReplyTo);
  const schedule = decideSchedule(wanted, work.nowMs());
  if ("refused" in schedule) throw new Refused(schedule.refused);
  const id = work.newId();
  await describeUploads(work, wanted.alts ?? {});
  const announcement: Announcement = {
    id,
    actorId,
    ...words,
    mentions: withAnswered(words.mentions, answered),
    pictures: await takePictures(work, { id, pictures: [] }, wanted),
    ...schedule,
    publishedAtMs: work.nowMs(),
    updatedAtMs: null,
    deletedAtMs: null,
    inReplyTo: wanted.inReplyTo ?? null,
    pinnedAtMs: null,
  };
  await saveAnnouncement(work.session, announcement);
  await keepHashtags(work, announcement);
  if (announcement.state === "published") await sayCreated(work, announcement);
  return { outcome: "done", announcement, object: announcementIri(work.origin, id) };
}

async function whoSaid({ session }: Work, iri: string | undefined): Promise<readonly Mention[]> {
  if (iri === undefined) return [];
  const said = await findRemoteObject(session, iri);
  if (said === undefined) throw new Refused("unknown-answered");
  const author = await findRemoteActor(session, said.attributedTo);
  if (author === undefined) return [];
  const { actor, address, url } = author;
  return [{ actor, address, url, inbox: author.sharedInbox ?? author.inbox }];
}

const withAnswered = (mentions: readonly Mention[], answered: readonly Mention[]): readonly Mention[] => [
  ...mentions,
  ...answered.filter(({ actor }) => !mentions.some((each) => each.actor === actor)),
];

/**
 * Changes an announcement, everywhere if it is public; what it said before stays in its history. Repeating it with the same words says
 * nothing.
 */
export function reviseAnnouncement(
  context: Context,
  id: string,
  wanted: AnnouncementChange,
): Promise<AnnouncementOutcome> {
  return orRefused(
    transact(context, async (work): Promise<AnnouncementOutcome> => {
      const before = await findAnnouncement(work.session, id);
      if (before === undefined) return { outcome: "unknown" };
      if (before.deletedAtMs !== null) return { outcome: "removed" };
      const words = await composeWords(work, wanted, before);
      if (words === undefined) throw new Refused("empty");
      const announcement =
        before.state === "published"
          ? await revisePublished(work, before, { words, wanted })
          : await reviseUnpublished(work, before, { words, wanted });
      if (announcement === undefined) return { outcome: "published" };
      return { outcome: "done", announcement, object: announcementIri(work.origin, id) };
    }),
  );
}

interface Revision {
  readonly words: Words;
  readonly wanted: AnnouncementChange;
}

async function revisePublished(
  work: Work,
  before: Announcement,
  { words, wanted }: Revision,
): Promise<Announcement | undefined> {
  if (wanted.state !== undefined && wanted.state !== "published") return undefined;
  if (before.kind === "note" && Object.keys(words.title).length > 0) return undefined;
  const kept = await keepVersion(work, before);
  const described = await describeUploads(work, wanted.alts ?? {}, before.id);
  const pictures = await takePictures(work, before, wanted);
  const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
  const { content, title, contentNote, hashtags, mentions } = before;
  const isSame =
    same({ content, title, contentNote, hashtags, mentions }, pick(words)) && same(before.pictures, pictures);
  if (isSame && !described) return before;
  // Each edit has a time of its own, since the activity's id is made of it.
  const updatedAtMs = Math.max(work.nowMs(), (before.updatedAtMs ?? before.publishedAtMs) + 1);
  const announcement: Announcement = { ...before, ...words, pictures, updatedAtMs };
  await kept.save(updatedAtMs);
  await updateAnnouncement(work.session, before.id, { ...words, pictures, updatedAtMs });
  await keepHashtags(work, announcement);
  await sayRevised(work, announcement);
  return announcement;
}

const pick = ({ content, title, contentNote, hashtags, mentions }: Words) => ({
  content,
  title,
  contentNote,
  hashtags,
  mentions,
});

/** Nobody else has seen it: it is written over, and said once it is public. */
async function reviseUnpublished(work: Work, before: Announcement, { words, wanted }: Revision): Promise<Announcement> {
  const schedule = reschedule(before, wanted, work.nowMs());
  await describeUploads(work, wanted.alts ?? {}, before.id);
  const pictures = await takePictures(work, before, wanted);
  const announcement: Announcement = { ...before, ...words, ...schedule, pictures, publishedAtMs: work.nowMs() };
  const { id: _id, actorId: _actorId, ...changes } = announcement;
  await updateAnnouncement(work.session, before.id, changes);
  await keepHashtags(work, announcement);
  if (announcement.state === "published") await sayCreated(work, announcement);
  return announcement;
}

/** A time that is given schedules a draft. What is scheduled keeps its time unless another one is given, also when it has just come. */
function reschedule(
  { state, scheduledAtMs }: Announcement,
  wanted: AnnouncementChange,
  nowMs: number,
): Pick<Announcement, "state" | "scheduledAtMs"> {
  const next = wanted.state ?? (wanted.publishAtMs === undefined ? state : "scheduled");
  if (next === "scheduled" && state === "scheduled" && wanted.publishAtMs === undefined)
    return { state, scheduledAtMs };
  const schedule = decideSchedule({ ...wanted, state: next }, nowMs);
  if ("refused" in schedule) throw new Refused(schedule.refused);
  return schedule;
}

async function takePictures(
  work: Work,
  before: Pick<Announcement, "id" | "pictures">,
  { pictures }: AnnouncementChange,
): Promise<readonly string[]> {
  if (pictures === undefined) return before.pictures;
  const taken = await claimUploads(work, pictures, before.id);
  if ("claimed" in taken) return taken.claimed.map((upload) => upload.id);
  throw new Refused(taken.refused === "too-many" ? "too-many-pictures" : "unknown-picture");
}

const keepHashtags = (work: Work, { id, hashtags }: Pick<Announcement, "id" | "hashtags">): Promise<void> =>
  saveHashtags(work.session, { subjectId: id, kind: "announcement" }, hashtags.map(foldHashtag));

/**
 * Removes an announcement here, with its pictures and all that it ever said, and asks everyone who has it to do the same. A draft leaves no
 * trace. Repeating it changes nothing.
 */
export function withdrawAnnouncement(
  context: Context,
  id: string,
): Promise<Extract<AnnouncementOutcome, { outcome: "done" | "unknown" | "removed" }>> {
  return transact(context, async (work) => {
    const before = await findAnnouncement(work.session, id);
    if (before === undefined) return { outcome: "unknown" };
    if (before.deletedAtMs !== null) return { outcome: "removed" };
    await eraseUploads(work, id);
    await deleteVersions(work.session, id);
    await keepHashtags(work, { id, hashtags: [] });
    const object = announcementIri(work.origin, id);
    if (before.state !== "published") {
      await deleteAnnouncement(work.session, id);
      return { outcome: "done", announcement: before, object };
    }
    const deletedAtMs = work.nowMs();
    // Nothing of what it said stays; the row does, so that its address answers 410 for ever.
    await updateAnnouncement(work.session, id, { ...nothing, deletedAtMs });
    await sayWithdrawn(work, before, deletedAtMs);
    return { outcome: "done", announcement: { ...before, ...nothing, deletedAtMs }, object };
  });
}

const nothing = {
  content: {},
  contentHtml: {},
  title: {},
  contentNote: {},
  pictures: [],
  hashtags: [],
  mentions: [],
  pinnedAtMs: null,
} as const satisfies Partial<Announcement>;
