import { Hono } from "hono";
import { z } from "zod";
import { createInvite } from "#src/app/invites.ts";
import {
  beginRegistration,
  beginSignIn,
  finishRegistration,
  finishSignIn,
  type AuthenticationResponse,
  type RegistrationResponse,
} from "#src/app/passkeys.ts";
import { removePerson } from "#src/app/people.ts";
import { endAllSessions, startSession, type SignedIn } from "#src/app/sessions.ts";
import { transact, type Context } from "#src/app/context.ts";
import { isAddress } from "#src/domain/identity.ts";
import { pickText } from "#src/domain/language.ts";
import { listPasskeys, listUsers } from "#src/store/people.ts";
import { keepTyped } from "#src/web/components/typed.ts";
import { field, only, readForm, wayOn } from "#src/web/forms.ts";
import { setSessionCookie, signOut, type Request, type WebEnvironment, type WebParts } from "#src/web/request.ts";
import {
  doneWords,
  renderAccount,
  renderInvite,
  renderPasskey,
  renderSignIn,
  roles,
  type Account,
} from "./account-view.ts";
import { accountMemberPages } from "./account-member.ts";
import { longestName } from "./coop-fields.ts";
import { idOf, leadTo, readDone } from "./done.ts";
import { renderProblem } from "./problem.ts";

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
  to: z.string().max(200).exactOptional(),
  response: z.custom<AuthenticationResponse>((value) => shape.safeParse(value).success),
});

/** Signing in and out, and one's own account: passkeys, other devices, and for stewards, inviting people. */
export function accountPages(parts: WebParts): Hono<WebEnvironment> {
  const pages = new Hono<WebEnvironment>();
  signInRoutes(parts, pages);
  passkeyRoutes(parts, pages);
  accountRoutes(parts, pages);
  accountMemberPages(parts, pages);
  return pages;
}

function signInRoutes({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.get("/sign-in", (c) => {
    // Before set-up there is nobody who could; the front page says what to do.
    if (c.get("coop") === undefined) return c.redirect("/", 303);
    const to = wayOn(c.req.query("to"));
    if (c.get("signedIn") !== undefined) return c.redirect(to ?? "/overview", 303);
    return c.html(
      renderSignIn(c.get("page"), { withPasskeys: canUsePasskeys(app.origin), ...(to !== undefined && { to }) }),
    );
  });
  pages.post("/sign-in/options", async (c) => c.json(await beginSignIn(app)));
  pages.post("/sign-in", async (c) => {
    const read = authentication.safeParse(await readJson(c));
    const user = read.success ? await finishSignIn(app, read.data) : undefined;
    if (user === undefined) return c.json({ title: "The passkey was not accepted." }, 403);
    setSessionCookie(app, c, await transact(app, (work) => startSession(work, user)));
    return c.json({ location: wayOn(read.data?.to) ?? "/overview" });
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
  pages.get("/account", only("member"), async (c) => c.html(renderAccount(c.get("page"), await accountOf(app, c))));
  pages.post("/account/invites", only("steward"), async (c) => {
    const body = await readForm(c);
    const page = c.get("page");
    const role = roles.find((known) => known === field(body, "role"));
    const name = field(body, "name");
    if (role === undefined) return renderProblem(c, "forged");
    if (name.length > longestName) {
      const typed = keepTyped(body, { name: page.text("account-name-too-long", { most: longestName }) });
      return c.html(renderAccount({ ...page, typed }, await accountOf(app, c)), 422);
    }
    const invite = await createInvite(app, { purpose: "invite", role, ...(name !== "" && { name }) });
    return c.html(renderInvite(page, invite.url), 201);
  });
  // Where the language switch of that page leads: the link itself is not shown twice.
  pages.get("/account/invites", (c) => c.redirect("/account#invite", 303));
  pages.post("/account/people/:id/remove", only("steward"), async (c) => {
    const removed = await removePerson(app, idOf(c), signedIn(c).user);
    return removed ? leadTo(c, "/account", "removed") : renderProblem(c, "not-found");
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

async function accountOf(app: Context, c: Request): Promise<Account> {
  const { user } = signedIn(c);
  return {
    user,
    passkeys: await listPasskeys(app.database, user.id),
    people: user.role === "steward" ? await listUsers(app.database) : [],
    withPasskeys: canUsePasskeys(app.origin),
    done: readDone(c, doneWords),
  };
}
