import { html } from "hono/html";
import { maxAnnouncementLength } from "#src/app/announcements.ts";
import type { Announcement } from "#src/store/announcements.ts";
import type { Coop } from "#src/store/coop.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { localizedField } from "#src/web/components/field.ts";
import { form } from "#src/web/components/form.ts";
import { formatNumber } from "#src/web/components/quantity.ts";
import { renderPage } from "#src/web/layout.ts";
import { languagesOffered } from "./languages.ts";

interface Writing {
  readonly coop: Coop;
  /** Undefined for a new one. */
  readonly announcement: Announcement | undefined;
}

/** The languages in which an announcement stands. */
export const writingLanguages = (announcement: Announcement | undefined): readonly string[] =>
  Object.keys(announcement?.content ?? {});

/** Several languages side by side: the coop's own and those in use at first, the others one step away. */
export function renderWriting(page: PageContext, { coop, announcement }: Writing): Html {
  const { text } = page;
  const isNew = announcement === undefined;
  const own = [...new Set([coop.defaultLanguage, ...coop.languages, ...writingLanguages(announcement)])];
  const others = languagesOffered.filter((tag) => !own.includes(tag));
  const here = isNew ? "/announcements" : `/announcements/${announcement.id}`;
  return renderPage(page, {
    title: isNew ? text("announcements-new-title") : text("announcements-edit-title"),
    lead: isNew ? text("announcements-new-lead") : text("announcements-edit-lead"),
    back: { label: text("announcements-title"), href: "/announcements" },
    body: form(
      page,
      {
        action: isNew ? here : `${here}/edit`,
        button: isNew
          ? { label: text("announcements-send"), says: text("announcements-send-says") }
          : { label: text("announcements-save"), says: text("announcements-save-says") },
        cancel: { label: text("announcements-cancel"), href: here },
      },
      html`${localizedField(page, {
        name: "content",
        label: text("announcements-content"),
        help: text("announcements-content-help", { most: formatNumber(text, maxAnnouncementLength) }),
        languages: own,
        more: others,
        rows: 9,
        ...(announcement !== undefined && { value: announcement.content }),
      })}`,
    ),
  });
}
