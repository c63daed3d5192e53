import { html } from "hono/html";
import { Temporal } from "temporal-polyfill";
import { furtherHashtags } from "#src/app/announcement-words.ts";
import { maxAnnouncementLength } from "#src/domain/announcement.ts";
import { pickText } from "#src/domain/language.ts";
import type { Actor } from "#src/store/actors.ts";
import type { Announcement } from "#src/store/announcements.ts";
import type { Coop } from "#src/store/coop.ts";
import type { Upload } from "#src/store/uploads.ts";
import type { Button } from "#src/web/components/button.ts";
import { section } from "#src/web/components/card.ts";
import { checkbox } from "#src/web/components/choice.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { localizedField, selectField, textField } from "#src/web/components/field.ts";
import { fieldset, form } from "#src/web/components/form.ts";
import { autonym } from "#src/web/components/prose.ts";
import { formatNumber } from "#src/web/components/quantity.ts";
import { renderPage } from "#src/web/layout.ts";
import { wholePost, type Post } from "./announcement-post.ts";
import { languagesOffered } from "./languages.ts";
import { pictureFields } from "./picture-fields.ts";

export interface Writing {
  readonly coop: Coop;
  /** Undefined for a new one. */
  readonly announcement: Announcement | undefined;
  /** The circles that somebody may write for, besides the coop. */
  readonly circles: readonly Actor[];
  /** As the form has them. */
  readonly uploads: readonly Upload[];
  /** What it would look like, as it is typed now. */
  readonly preview?: Post;
  /** Somebody is named who was not found: to leave them as plain text is offered. */
  readonly offersPlain?: boolean;
}

/** The languages in which an announcement stands. */
const writingLanguages = (announcement: Announcement | undefined): readonly string[] => [
  ...new Set([announcement?.content, announcement?.title].flatMap((texts) => Object.keys(texts ?? {}))),
];

/** Every language that the form offers, or that it has already. */
export const offeredTags = (announcement: Announcement | undefined): readonly string[] => [
  ...new Set([...languagesOffered, ...writingLanguages(announcement)]),
];

/** Several languages side by side: the coop's own and those in use at first, the others one step away. */
export function renderWriting(page: PageContext, writing: Writing): Html {
  const { text } = page;
  const { announcement, preview } = writing;
  const isNew = announcement === undefined;
  const here = isNew ? "/announcements" : `/announcements/${announcement.id}`;
  return renderPage(page, {
    title: isNew ? text("announcements-new-title") : text("announcements-edit-title"),
    lead: leadOf(page, announcement),
    back: { label: text("announcements-title"), href: "/announcements" },
    body: html`${preview && previewOf(page, preview)}${form(
      page,
      {
        action: isNew ? here : `${here}/edit`,
        files: true,
        button: buttonsOf(page, announcement),
        cancel: { label: text("announcements-cancel"), href: here },
      },
      fields(page, writing),
    )}`,
  });
}

function leadOf({ text }: PageContext, announcement: Announcement | undefined): string {
  if (announcement === undefined) return text("announcements-new-lead");
  return announcement.state === "published" ? text("announcements-edit-lead") : text("announcements-edit-draft-lead");
}

/** What is public is saved; what is not can become so now, later or not yet. */
function buttonsOf({ text }: PageContext, announcement: Announcement | undefined): readonly Button[] {
  const preview: Button = { label: text("announcements-preview"), kind: "quiet", name: "act", value: "preview" };
  if (announcement?.state === "published") {
    const says = text("announcements-save-says");
    return [{ label: text("announcements-save"), says, name: "act", value: "publish" }, preview];
  }
  return [
    { label: text("announcements-send"), says: text("announcements-send-says"), name: "act", value: "publish" },
    { label: text("announcements-schedule"), kind: "quiet", name: "act", value: "schedule" },
    { label: text("announcements-draft"), kind: "quiet", name: "act", value: "draft" },
    preview,
  ];
}

function fields(page: PageContext, writing: Writing): Html {
  const { text } = page;
  const { coop, announcement, uploads, offersPlain } = writing;
  const own = [...new Set([coop.defaultLanguage, ...coop.languages, ...writingLanguages(announcement)])];
  const more = languagesOffered.filter((tag) => !own.includes(tag));
  const languages = { languages: own, more };
  const { content, contentNote, title, hashtags } = announcement ?? {
    content: {},
    contentNote: {},
    title: {},
    hashtags: [],
  };
  return html`${announcement === undefined && authorField(page, writing)}
    ${!isPublicNote(announcement) && localizedField(page, { name: "title", label: text("announcements-title-field"), help: text("announcements-title-help"), ...languages, optional: true, value: title })}
    ${localizedField(page, {
      name: "content",
      label: text("announcements-content"),
      help: text("announcements-content-help", { most: formatNumber(text, maxAnnouncementLength) }),
      ...languages,
      rows: 9,
      value: content,
    })}
    ${offersPlain === true && checkbox(page, { name: "plain", label: text("announcements-plain") })}
    ${textField(page, {
      name: "hashtags",
      label: text("announcements-hashtags"),
      help: text("announcements-hashtags-help"),
      optional: true,
      value: furtherHashtags({ content, hashtags }).join(" "),
    })}
    ${localizedField(page, {
      name: "contentNote",
      label: text("announcements-content-note-field"),
      help: text("announcements-content-note-help"),
      ...languages,
      optional: true,
      value: contentNote,
    })}
    ${pictureFields(page, { uploads, ...languages })}
    ${announcement?.state !== "published" && whenFields(page, announcement)}`;
}

/** What others know as a note has no title, ever. */
const isPublicNote = (announcement: Announcement | undefined): boolean =>
  announcement?.state === "published" && announcement.kind === "note";

function authorField(page: PageContext, { coop, circles }: Writing): Html | undefined {
  const { text } = page;
  if (circles.length === 0) return undefined;
  return selectField(page, {
    name: "author",
    label: text("announcements-author"),
    value: "",
    optional: true,
    options: [
      { value: "", label: pickText(coop.name, text.locale) },
      ...circles.map(({ id, name }) => ({ value: id, label: pickText(name, text.locale) })),
    ],
  });
}

function whenFields(page: PageContext, announcement: Announcement | undefined): Html {
  const { text, zone } = page;
  const at = announcement?.scheduledAtMs ?? undefined;
  const moment = at === undefined ? undefined : Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const today = Temporal.Instant.fromEpochMilliseconds(page.nowMs).toZonedDateTimeISO(zone).toPlainDate().toString();
  return fieldset(
    text("announcements-when"),
    html`${textField(page, {
      name: "date",
      label: text("announcements-when-date"),
      type: "date",
      width: "medium",
      min: today,
      optional: true,
      value: moment?.toPlainDate().toString() ?? "",
    })}
    ${textField(page, {
      name: "time",
      label: text("announcements-when-time"),
      type: "time",
      width: "short",
      help: text("announcements-when-help"),
      optional: true,
      value: moment?.toPlainTime().toString({ smallestUnit: "minute" }) ?? "",
    })}`,
  );
}

/** Every language as it will be read, with how long it is. */
function previewOf(page: PageContext, post: Post): Html {
  const { text } = page;
  const { content } = post.announcement;
  return section(
    { title: text("announcements-preview-title"), id: "preview" },
    html`${Object.entries(content).map(
      ([tag, words]) =>
        html`<div class="preview"><p class="meta"><span lang="${tag}">${autonym(tag)}</span> · ${text("announcements-length", { number: formatNumber(text, words.length), most: formatNumber(text, maxAnnouncementLength) })}</p>${wholePost(page, post, tag)}</div>`,
    )}`,
  );
}
