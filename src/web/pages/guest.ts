import type { Hono } from "hono";
import { html } from "hono/html";
import { attendAsGuest, findInvitation, type Invitation } from "#src/app/guests.ts";
import { isPassLanguage, isPlainName, longestGuestName, plainName } from "#src/domain/pass.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { selectField, textField } from "#src/web/components/field.ts";
import { notice } from "#src/web/components/notice.ts";
import { autonym } from "#src/web/components/prose.ts";
import { keepTyped } from "#src/web/components/typed.ts";
import { field, readForm } from "#src/web/forms.ts";
import { readAcceptLanguage } from "#src/web/language.ts";
import { renderPage } from "#src/web/layout.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";
import { locales } from "#src/web/text.ts";
import { speaks } from "./join-view.ts";
import { languagesOffered } from "./languages.ts";
import { aboutMeeting, attending, namesOf } from "./meeting-view.ts";
import { nameMissing } from "./meetings.ts";
import { keepPrivate, lookAgain, mayLeadOut } from "./waiting.ts";

/**
 * Where a guest comes in: somebody without an account anywhere, who was sent the address of this page. They say by which name and in
 * which language, and are led into the room. Nothing of them is kept, and no cookie is set.
 */
export function guestPages({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.get("/guests/:token", async (c) => {
    const invitation = await findInvitation(app, c.req.param("token"));
    prepare(c, invitation);
    return c.html(renderGuest(c.get("page"), invitation, wishOf(c)), statusOf(invitation));
  });
  pages.post("/guests/:token", async (c) => {
    const token = c.req.param("token");
    const invitation = await findInvitation(app, token);
    prepare(c, invitation);
    const page = c.get("page");
    const body = await readForm(c);
    const name = plainName(field(body, "name"));
    const language = field(body, "language");
    if (canEnter(invitation) && (!isPlainName(name) || !isPassLanguage(language))) {
      const errors = {
        ...(!isPlainName(name) && { name: nameMissing(page.text) }),
        ...(!isPassLanguage(language) && { language: page.text("guests-language-missing") }),
      };
      const typed = keepTyped(body, errors);
      return c.html(renderGuest({ ...page, typed }, invitation, wishOf(c)), 422);
    }
    const attendance = await attendAsGuest(app, token, { name, language });
    if (attendance.outcome === "go") return c.redirect(attendance.url, 303);
    // Meanwhile it is over, or was revoked: the page says so.
    return c.html(renderGuest(page, invitation, wishOf(c)), statusOf(invitation));
  });
}

const canEnter = (found: Invitation): boolean => found.invitation === "good" && found.meeting.when === "open";

function prepare(c: Request, found: Invitation): void {
  keepPrivate(c);
  mayLeadOut(c);
  if (found.invitation !== "good") return;
  const { when, opensAtMs } = found.meeting;
  if (when === "before") lookAgain(c, { nowMs: c.get("page").nowMs, untilMs: opensAtMs });
}

function statusOf(found: Invitation): 200 | 404 | 410 {
  if (found.invitation === "unknown") return 404;
  return found.invitation === "revoked" || found.meeting.when === "cancelled" ? 410 : 200;
}

/**
 * The languages that the guest may want, the likeliest first: the one of this page, unless their browser asks for one that no page
 * here speaks, as Malayalam.
 */
function wishOf(c: Request): readonly string[] {
  const { language } = c.get("page").text;
  const accepted = readAcceptLanguage(c.req.header("accept-language") ?? "")
    .filter(isPassLanguage)
    .slice(0, 5);
  const isSpoken = locales.some((locale) => locale === accepted[0]?.split("-")[0]);
  const wished = isSpoken ? [language, ...accepted] : [...accepted, language];
  return [...new Set([...wished, ...languagesOffered])];
}

function renderGuest(page: PageContext, found: Invitation, languages: readonly string[]): Html {
  const { text } = page;
  if (found.invitation === "unknown") {
    return renderPage(page, {
      title: text("guests-unknown-title"),
      lead: text("join-unknown"),
      body: html`<p>${text("join-unknown-next")}</p>`,
    });
  }
  const { meeting, invitation } = found;
  const names = namesOf(page, meeting);
  if (invitation === "revoked") {
    return renderPage(page, {
      title: text("guests-revoked-title"),
      body: notice({ meaning: "trouble", says: text("guests-revoked", names) }),
    });
  }
  return renderPage(page, {
    title: meeting.title,
    lead: text("guests-lead", names),
    body: html`${attending(page, meeting, { action: page.path, fields: fields(page, languages) })} ${aboutMeeting(page, meeting)} ${speaks(page)}`,
  });
}

const fields = (page: PageContext, languages: readonly string[]): Html => html`
  ${textField(page, { name: "name", label: page.text("meetings-name"), help: page.text("meetings-name-help"), width: "medium", maxLength: longestGuestName, autocomplete: "name" })}
  ${selectField(page, { name: "language", label: page.text("guests-language"), value: languages[0] ?? "en", options: languages.map((tag) => ({ value: tag, label: autonym(tag) })) })}`;
