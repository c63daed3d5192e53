import { Hono } from "hono";
import { html } from "hono/html";
import { z } from "zod";
import { createInvite, inviteHours } from "#src/app/invites.ts";
import {
  beginRegistration,
  beginSignIn,
  finishRegistration,
  finishSignIn,
  type AuthenticationResponse,
  type RegistrationResponse,
} from "#src/app/passkeys.ts";
import { endAllSessions, startSession, type SignedIn } from "#src/app/sessions.ts";
import { transact } from "#src/app/context.ts";
import { isAddress } from "#src/domain/identity.ts";
import { pickText } from "#src/domain/language.ts";
import { listPasskeys, listUsers, type Passkey, type User } from "#src/store/people.ts";
import { linkButton } from "#src/web/components/button.ts";
import { section } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { copyable } from "#src/web/components/copyable.ts";
import { facts } from "#src/web/components/facts.ts";
import { selectField, textField } from "#src/web/components/field.ts";
import { actionForm, form } from "#src/web/components/form.ts";
import { formatDate } from "#src/web/components/time.ts";
import { keepTyped } from "#src/web/components/typed.ts";
import { field, only, readForm } from "#src/web/forms.ts";
import { renderPage } from "#src/web/layout.ts";
import { setSessionCookie, signOut, type Request, type WebEnvironment, type WebParts } from "#src/web/request.ts";
import { renderProblem } from "./problem.ts";

const longestName = 100;
const roles = ["steward", "operator", "member"] as const;

/** What the browser's passkey answered: its outer shape; @simplewebauthn/server examines the rest and refuses what does not fit. */
const shape = z.looseObject({
  id: z.string().max(2000),
  rawId: z.string().max(2000),
  type: z.literal("public-key"),
  response: z.looseObject({}),
});
const registration = z.object({
  challengeId: z.uuid(),
  response: z.custom<RegistrationResponse>((value) => shape.safeParse(value).success),
});
const authentication = z.object({
  challengeId: z.uuid(),
  response: z.custom<AuthenticationResponse>((value) => shape.safeParse(value).success),
});

/** Signing in and out, and one's own account: passkeys, other devices, and for stewards, inviting people. */
export function accountPages(parts: WebParts): Hono<WebEnvironment> {
  const pages = new Hono<WebEnvironment>();
  signInRoutes(parts, pages);
  passkeyRoutes(parts, pages);
  accountRoutes(parts, pages);
  return pages;
}

function signInRoutes({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.get("/sign-in", (c) =>
    c.get("signedIn") === undefined
      ? c.html(renderSignIn(c.get("page"), canUsePasskeys(app.origin)))
      : c.redirect("/overview", 303),
  );
  pages.post("/sign-in/options", async (c) => c.json(await beginSignIn(app)));
  pages.post("/sign-in", async (c) => {
    const read = authentication.safeParse(await readJson(c));
    const user = read.success ? await finishSignIn(app, read.data) : undefined;
    if (user === undefined) return c.json({ title: "The passkey was not accepted." }, 403);
    setSessionCookie(app, c, await transact(app, (work) => startSession(work, user)));
    return c.json({ location: "/overview" });
  });
  pages.post("/sign-out", async (c) => {
    await signOut(app, c);
    return c.redirect("/", 303);
  });
  pages.post("/sign-out-everywhere", only("member"), async (c) => {
    await endAllSessions(app, signedIn(c).user.id);
    await signOut(app, c);
    return c.redirect("/sign-in", 303);
  });
}

function passkeyRoutes({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.get("/account/passkey", only("member"), (c) => c.html(renderPasskey(c.get("page"))));
  pages.post("/account/passkeys/options", only("member"), async (c) => {
    const { user } = signedIn(c);
    return c.json(await beginRegistration(app, user, pickText(c.get("coop")?.name ?? {}) || "fedicoop"));
  });
  pages.post("/account/passkeys", only("member"), async (c) => {
    const read = registration.safeParse(await readJson(c));
    const kept = read.success && (await finishRegistration(app, signedIn(c).user, read.data));
    return kept ? c.json({ location: "/overview" }) : c.json({ title: "The passkey was not accepted." }, 403);
  });
}

function accountRoutes({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.get("/account", only("member"), async (c) =>
    c.html(renderAccount(c.get("page"), await accountOf(app.database, c))),
  );
  pages.post("/account/invites", only("steward"), async (c) => {
    const body = await readForm(c);
    const page = c.get("page");
    const role = roles.find((known) => known === field(body, "role"));
    const name = field(body, "name");
    if (role === undefined) return renderProblem(c, "forged");
    if (name.length > longestName) {
      const typed = keepTyped(body, { name: page.text("account-name-too-long", { most: longestName }) });
      return c.html(renderAccount({ ...page, typed }, await accountOf(app.database, c)), 422);
    }
    const invite = await createInvite(app, { purpose: "invite", role, ...(name !== "" && { name }) });
    return c.html(renderInvite(page, invite.url), 201);
  });
}

const canUsePasskeys = (origin: string): boolean => !isAddress(new URL(origin).hostname);

/** Only behind `only(…)`, which lets nobody else through. */
function signedIn(c: Request): SignedIn {
  const known = c.get("signedIn");
  if (known === undefined) throw new Error("This page is for people who are signed in.");
  return known;
}

const readJson = (c: Request): Promise<unknown> => c.req.json<unknown>().catch(() => undefined);

interface Account {
  readonly user: User;
  readonly passkeys: readonly Passkey[];
  readonly people: readonly User[];
  readonly withPasskeys: boolean;
}

async function accountOf(database: Parameters<typeof listUsers>[0], c: Request): Promise<Account> {
  const { user } = signedIn(c);
  const people = user.role === "steward" ? await listUsers(database) : [];
  return {
    user,
    passkeys: await listPasskeys(database, user.id),
    people,
    withPasskeys: canUsePasskeys(new URL(c.req.url).origin),
  };
}

const renderSignIn = (page: PageContext, withPasskeys: boolean): Html =>
  renderPage(page, {
    title: page.text("account-sign-in-title"),
    lead: withPasskeys ? page.text("account-sign-in-lead") : page.text("account-sign-in-by-link"),
    ...(withPasskeys && { scripts: ["passkey.js"] }),
    body: html`
      ${withPasskeys && ceremony(page, "sign-in", page.text("account-sign-in-button"))}
      <p>${page.text("account-sign-in-lost")}</p>
      <pre><code>npm run fedicoop -- invite create --role steward</code></pre>`,
  });

const renderPasskey = (page: PageContext): Html =>
  renderPage(page, {
    title: page.text("account-passkey-title"),
    lead: page.text("account-passkey-lead"),
    scripts: ["passkey.js"],
    body: html`
      ${ceremony(page, "register", page.text("account-passkey-button"))}
      <p><a href="/overview">${page.text("account-passkey-later")}</a></p>`,
  });

/** The button is shown by the script, which finds here what it needs to say. */
const ceremony = ({ text, csrf }: PageContext, kind: "register" | "sign-in", label: string): Html => html`
  <div class="passkey" data-passkey="${kind}" data-csrf="${csrf}" data-busy="${text("account-passkey-busy")}" data-failed="${text("account-passkey-failed")}" data-unsupported="${text("account-passkey-unsupported")}">
    <p><button type="button" class="button button-primary" hidden>${label}</button></p>
    <p data-says role="status"></p>
    <noscript><p>${text("account-passkey-script")}</p></noscript>
  </div>`;

function renderAccount(page: PageContext, account: Account): Html {
  const { text } = page;
  const { user, passkeys, people, withPasskeys } = account;
  const keys = passkeys.map(
    (key) => html`<li>${text("account-passkey-made", { date: formatDate(page, key.createdAtMs) })}</li>`,
  );
  return renderPage(page, {
    title: text("account-title"),
    body: html`
      ${facts([
        [text("account-name"), user.name],
        [text("account-role"), text("account-role-is", { role: user.role })],
      ])}
      ${
        withPasskeys &&
        section(
          { title: text("account-passkeys") },
          html`
        ${keys.length === 0 ? html`<p>${text("account-passkeys-none")}</p>` : html`<ul>${keys}</ul>`}
        <p>${linkButton({ href: "/account/passkey", label: text("account-passkey-add"), kind: "quiet" })}</p>`,
        )
      }
      ${section(
        { title: text("account-elsewhere") },
        actionForm(page, {
          action: "/sign-out-everywhere",
          button: {
            label: text("account-sign-out-everywhere"),
            kind: "danger",
            says: text("account-sign-out-everywhere-says"),
          },
        }),
      )}
      ${user.role === "steward" && renderPeople(page, people)}`,
  });
}

function renderPeople(page: PageContext, people: readonly User[]): Html {
  const { text } = page;
  const roleOptions = roles.map((value) => ({ value, label: text("account-role-is", { role: value }) }));
  return section(
    { title: text("account-people") },
    html`
    <ul>${people.map((person) => html`<li>${person.name}: ${text("account-role-is", { role: person.role })}</li>`)}</ul>
    ${form(
      page,
      {
        action: "/account/invites",
        button: { label: text("account-invite-button"), says: text("account-invite-says", { hours: inviteHours }) },
      },
      html`
      ${selectField(page, { name: "role", label: text("account-invite-role"), options: roleOptions, value: "operator" })}
      ${textField(page, { name: "name", label: text("account-invite-name"), optional: true, width: "medium", maxLength: longestName })}`,
    )}`,
  );
}

const renderInvite = (page: PageContext, url: string): Html =>
  renderPage(page, {
    title: page.text("account-invite-made"),
    lead: page.text("account-invite-made-lead", { hours: inviteHours }),
    back: { label: page.text("account-title"), href: "/account" },
    body: copyable(page, { label: page.text("account-invite-link"), value: url }),
  });
