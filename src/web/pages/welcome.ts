import { Hono } from "hono";
import { html } from "hono/html";
import { setUp, type SetUp } from "#src/app/coop.ts";
import { transact } from "#src/app/context.ts";
import { acceptInvite, findInvite } from "#src/app/invites.ts";
import { startSession } from "#src/app/sessions.ts";
import { isAddress, isHandle } from "#src/domain/identity.ts";
import type { Invite } from "#src/store/people.ts";
import { fieldset, form } from "#src/web/components/form.ts";
import { checkbox } from "#src/web/components/choice.ts";
import { localizedField, selectField, textField } from "#src/web/components/field.ts";
import { formatLanguage } from "#src/web/components/language.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { keepTyped } from "#src/web/components/typed.ts";
import { field, readForm, type FormBody } from "#src/web/forms.ts";
import { renderPage } from "#src/web/layout.ts";
import { setSessionCookie, type Request, type WebEnvironment, type WebParts } from "#src/web/request.ts";
import type { Text } from "#src/web/text.ts";
import { coopErrors, longestName, onlyErrors, readCoopTexts } from "./coop-fields.ts";
import { languagesOffered } from "./languages.ts";

/** What the one-time links open: the set-up of a fresh node, the first page of whoever was invited, the way back in. */
export function welcomePages(parts: WebParts): Hono<WebEnvironment> {
  const { app } = parts;
  return new Hono<WebEnvironment>()
    .get("/welcome/:token", async (c) => {
      const invite = await openInvite(parts, c);
      c.header("Cache-Control", "no-store");
      return invite === undefined
        ? c.html(renderUsedUp(c.get("page")), 410)
        : c.html(renderInvite(c.get("page"), invite));
    })
    .post("/welcome/:token", async (c) => {
      const invite = await openInvite(parts, c);
      if (invite === undefined) return c.html(renderUsedUp(c.get("page")), 410);
      const body = await readForm(c);
      const page = c.get("page");
      const read = invite.purpose === "setup" ? readSetUp(page.text, body) : readName(page.text, body, invite);
      if ("errors" in read) return c.html(renderInvite({ ...page, typed: keepTyped(body, read.errors) }, invite), 422);
      if ("setUp" in read) await setUp(app, read.setUp);
      return letIn(parts, c, read.personName);
    });
}

/**
 * The invite behind the link. A steward's sets a fresh node up, however it was made; on a node that was set up meanwhile, by command,
 * the first link still makes a steward. Nobody else is let in before there is a coop.
 */
async function openInvite({ app }: WebParts, c: Request): Promise<Invite | undefined> {
  const invite = await findInvite(app, c.req.param("token") ?? "");
  if (invite === undefined) return undefined;
  const isFresh = c.get("coop") === undefined;
  if (!isFresh) return invite.purpose === "setup" ? { ...invite, purpose: "invite" } : invite;
  return invite.role === "steward" ? { ...invite, purpose: "setup" } : undefined;
}

/** Uses the link up and signs its bearer in; the passkey is made on the next page, where one can work. */
async function letIn({ app }: WebParts, c: Request, personName: string): Promise<Response> {
  const token = await transact(app, async (work) => {
    const user = await acceptInvite(work, c.req.param("token") ?? "", personName);
    return user === undefined ? undefined : startSession(work, user);
  });
  if (token === undefined) return c.html(renderUsedUp(c.get("page")), 410);
  setSessionCookie(app, c, token);
  return c.redirect(isAddress(new URL(app.origin).hostname) ? "/overview" : "/account/passkey", 303);
}

type Errors = Record<string, string>;
type Read =
  | { readonly personName: string; readonly setUp: SetUp }
  | { readonly personName: string }
  | { readonly errors: Errors };

function readName(text: Text, body: FormBody, invite: Invite): Read {
  const personName = field(body, "personName");
  if (invite.purpose === "recover") return { personName };
  const error = nameError(text, personName);
  return error === undefined ? { personName } : { errors: { personName: error } };
}

function nameError(text: Text, name: string): string | undefined {
  if (name === "") return text("welcome-person-name-missing");
  return name.length > longestName ? text("welcome-too-long", { most: longestName }) : undefined;
}

function readSetUp(text: Text, body: FormBody): Read {
  const wanted: SetUp = { ...readCoopTexts(body), handle: field(body, "handle").replace(/^@/, "").toLowerCase() };
  const personName = field(body, "personName");
  const { name, defaultLanguage, ...others } = coopErrors(text, readCoopTexts(body));
  const handle = isHandle(wanted.handle) ? undefined : text("welcome-handle-wrong");
  const errors = onlyErrors({ name, defaultLanguage, handle, ...others, personName: nameError(text, personName) });
  return Object.keys(errors).length > 0 ? { errors } : { personName, setUp: wanted };
}

function renderInvite(page: PageContext, invite: Invite): Html {
  const { text } = page;
  switch (invite.purpose) {
    case "setup":
      return renderSetUp(page);
    case "recover":
      return renderPage(page, {
        title: text("welcome-recover-title"),
        lead: text("welcome-recover-lead"),
        body: form(page, { action: page.path, button: { label: text("welcome-recover-button") } }, ""),
      });
    case "invite":
      return renderPage(page, {
        title: text("welcome-invite-title", { role: invite.role }),
        lead: text("welcome-invite-lead"),
        body: form(
          page,
          { action: page.path, button: { label: text("welcome-invite-button") } },
          personField(page, invite.name),
        ),
      });
  }
}

const personField = (page: PageContext, suggested: string | null): Html =>
  textField(page, {
    name: "personName",
    label: page.text("welcome-person-name"),
    help: page.text("welcome-person-name-help"),
    value: suggested ?? "",
    autocomplete: "name",
    maxLength: longestName,
    width: "medium",
  });

function renderSetUp(page: PageContext): Html {
  const { text } = page;
  const body = html`
    ${fieldset(text("welcome-coop"), aboutCoop(page))}
    ${fieldset(
      text("welcome-place"),
      html`
      ${textField(page, { name: "region", label: text("welcome-region"), help: text("welcome-region-help"), width: "medium", maxLength: longestName })}
      ${textField(page, { name: "timeZone", label: text("welcome-time-zone"), help: text("welcome-time-zone-help"), width: "medium", suggestions: Intl.supportedValuesOf("timeZone"), value: ownZone() })}
    `,
    )}
    ${fieldset(
      text("welcome-sharing"),
      html`
      ${localizedField(page, { name: "fairUse", label: text("welcome-fair-use"), help: text("welcome-fair-use-help"), ...languagesFor(text), rows: 4, optional: true })}
      ${checkbox(page, { name: "listed", label: text("welcome-listed"), help: text("welcome-listed-help"), checked: true })}
    `,
    )}
    ${fieldset(text("welcome-you"), personField(page, null))}`;
  return renderPage(page, {
    title: text("welcome-setup-title"),
    lead: text("welcome-setup-lead"),
    body: form(page, { action: page.path, button: { label: text("welcome-setup-button") } }, body),
  });
}

/** The machine's own zone is a good guess, unless it has none to speak of. */
function ownZone(): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return timeZone.includes("/") && !timeZone.startsWith("Etc/") ? timeZone : "";
}

function aboutCoop(page: PageContext): Html {
  const { text } = page;
  const options = languagesOffered.map((tag) => ({ value: tag, label: formatLanguage(text, tag) }));
  const languages = languagesFor(text);
  return html`
    ${selectField(page, { name: "defaultLanguage", label: text("welcome-language"), help: text("welcome-language-help"), options, value: languages.languages[0] ?? "en" })}
    ${localizedField(page, { name: "name", label: text("welcome-name"), help: text("welcome-name-help"), ...languages })}
    ${textField(page, { name: "handle", label: text("welcome-handle"), help: text("welcome-handle-help"), width: "medium", maxLength: 31, autocomplete: "off" })}
    ${localizedField(page, { name: "summary", label: text("welcome-summary"), help: text("welcome-summary-help"), ...languages, rows: 3, optional: true })}`;
}

/** The reader's own language at first, and English, in which most partners will meet; the others one step away. */
function languagesFor(text: Text): { readonly languages: readonly string[]; readonly more: readonly string[] } {
  const languages = languagesOffered.filter((tag) => tag === text.language || tag === "en");
  return { languages, more: languagesOffered.filter((tag) => !languages.includes(tag)) };
}

const renderUsedUp = (page: PageContext): Html =>
  renderPage(page, {
    title: page.text("welcome-used-title"),
    lead: page.text("welcome-used-lead"),
    body: html`<div class="prose"><p>${page.text("welcome-used-next")}</p><pre><code>npm run fedicoop -- invite create --role steward</code></pre></div>`,
  });
