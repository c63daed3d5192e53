import { Temporal } from "temporal-polyfill";
import type { AnnouncementChange } from "#src/app/announcements.ts";
import { findMentions } from "#src/app/mentions.ts";
import {
  findHashtags,
  kindOf,
  maxAnnouncementLength,
  maxContentNoteLength,
  maxHashtags,
  maxMentions,
  maxTitleLength,
  readHashtag,
} from "#src/domain/announcement.ts";
import { coopActorId } from "#src/domain/iri.ts";
import type { LocalizedText } from "#src/domain/language.ts";
import type { Mention } from "#src/domain/post.ts";
import type { Announcement } from "#src/store/announcements.ts";
import type { PageContext } from "#src/web/components/context.ts";
import { readLocalized } from "#src/web/components/typed.ts";
import { field, type FormBody } from "#src/web/forms.ts";
import type { WebParts } from "#src/web/request.ts";
import type { Text } from "#src/web/text.ts";
import type { Post } from "./announcement-post.ts";
import { offeredTags } from "./announcement-form.ts";
import type { ReadPictures } from "./picture-reading.ts";

type Errors = Record<string, string>;

/** What was typed, in the terms of the use case, and what is wrong with it by field. */
export interface ReadWords {
  readonly words: {
    readonly content: LocalizedText;
    readonly title: LocalizedText;
    readonly contentNote: LocalizedText;
    readonly hashtags: readonly string[];
  };
  readonly errors: Errors;
}

/** Everything but pictures and people. */
export function readWords(text: Text, body: FormBody, before: Announcement | undefined): ReadWords {
  const tags = offeredTags(before);
  const errors: Errors = {};
  const texts = (name: string, most: number): LocalizedText => {
    const found = readLocalized(body, name, tags) ?? {};
    for (const [tag, words] of Object.entries(found))
      if (words.length > most) errors[`${name}.${tag}`] = text("announcements-too-long", { most });
    return found;
  };
  const content = texts("content", maxAnnouncementLength);
  if (Object.keys(content).length === 0) errors["content"] = text("announcements-empty-error");
  const typed = field(body, "hashtags")
    .split(/[\s,;]+/)
    .filter((word) => word !== "");
  const hashtags = typed.map((word) => readHashtag(word)).filter((word) => word !== undefined);
  if (hashtags.length < typed.length) errors["hashtags"] = text("announcements-hashtags-wrong");
  if (hashtags.length > maxHashtags) errors["hashtags"] = text("announcements-hashtags-many", { most: maxHashtags });
  const words = {
    content,
    title: texts("title", maxTitleLength),
    contentNote: texts("contentNote", maxContentNoteLength),
    hashtags,
  };
  return { words, errors };
}

/** Whom the texts name, looked up; or what is to be said beside the text. */
export async function readPeople(
  { app, partners }: Pick<WebParts, "app" | "partners">,
  text: Text,
  {
    content,
    body,
    before,
  }: { readonly content: LocalizedText; readonly body: FormBody; readonly before: Announcement | undefined },
): Promise<{ readonly mentions: readonly Mention[] } | { readonly error: string; readonly offersPlain: boolean }> {
  const { mentions, unknown, tooMany } = await findMentions({ app, partners }, content, before?.mentions);
  if (tooMany) return { error: text("announcements-mentions-many", { most: maxMentions }), offersPlain: false };
  if (unknown.length === 0 || field(body, "plain") === "yes") return { mentions };
  const names = unknown.map((address) => `@${address}`).join(", ");
  return { error: text("announcements-mentions-unknown", { names, count: unknown.length }), offersPlain: true };
}

export type Act = "publish" | "schedule" | "draft" | "preview";

/** The button that was pressed. */
export function readAct(body: FormBody): Act {
  const act = field(body, "act");
  return act === "schedule" || act === "draft" || act === "preview" ? act : "publish";
}

/** The state that the button asks for, and its time; or what is wrong with that. */
export function readSchedule(
  page: Pick<PageContext, "text" | "zone" | "nowMs">,
  body: FormBody,
  act: Act,
): Pick<AnnouncementChange, "state" | "publishAtMs"> | { readonly errors: Errors } {
  if (act !== "schedule") return { state: act === "draft" ? "draft" : "published" };
  const publishAtMs = readMoment(field(body, "date"), field(body, "time"), page.zone);
  if (publishAtMs === undefined) return { errors: { date: page.text("announcements-when-wrong") } };
  if (publishAtMs <= page.nowMs) return { errors: { date: page.text("announcements-when-past") } };
  return { state: "scheduled", publishAtMs };
}

/** Undefined where nothing was typed that is a moment, or the zone's clock jumps over it; of one that comes twice the first is meant. */
function readMoment(day: string, time: string, zone: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || !/^\d\d:\d\d(:00)?$/.test(time)) return undefined;
  try {
    const plain = Temporal.PlainDateTime.from(`${day}T${time}`, { overflow: "reject" });
    const moment = plain.toZonedDateTime(zone);
    return moment.toPlainDateTime().equals(plain) ? moment.epochMilliseconds : undefined;
  } catch {
    return undefined;
  }
}

/** What is typed, as it would be shown. */
export function previewOf({ words }: ReadWords, { uploads, alts }: ReadPictures, before?: Announcement): Post {
  const { content, title } = words;
  const inText = Object.values(content).flatMap((text) => findHashtags(text).map(({ word }) => word));
  const announcement: Announcement = {
    ...(before ?? unwritten),
    ...words,
    hashtags: [...new Set([...inText, ...words.hashtags])],
    kind: before?.state === "published" ? before.kind : kindOf(content, title),
  };
  return { announcement, uploads: uploads.map((upload) => ({ ...upload, alt: alts[upload.id] ?? upload.alt })) };
}

const unwritten: Announcement = {
  id: "",
  actorId: coopActorId,
  content: {},
  contentHtml: {},
  publishedAtMs: 0,
  updatedAtMs: null,
  deletedAtMs: null,
  state: "draft",
  scheduledAtMs: null,
  kind: "note",
  title: {},
  contentNote: {},
  pictures: [],
  hashtags: [],
  mentions: [],
  inReplyTo: null,
  pinnedAtMs: null,
};
