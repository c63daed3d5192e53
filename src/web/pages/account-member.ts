import type { Hono } from "hono";
import { html } from "hono/html";
import { eraseMember } from "#src/app/member-erasure.ts";
import { exportMember } from "#src/app/member-export.ts";
import { changeMember, findMember } from "#src/app/members.ts";
import { pickText } from "#src/domain/language.ts";
import type { Actor } from "#src/store/actors.ts";
import { linkButton } from "#src/web/components/button.ts";
import { section } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { actionForm, actions, form } from "#src/web/components/form.ts";
import { only, readForm } from "#src/web/forms.ts";
import { renderPage } from "#src/web/layout.ts";
import { signOut, type Request, type WebEnvironment, type WebParts } from "#src/web/request.ts";
import { leadTo, readDone } from "./done.ts";
import { consentFields, readConsents } from "./member-consents.ts";
import { renderProblem } from "./problem.ts";

const doneWords = ["saved", "only-steward"] as const;

/** What somebody who signs in decides about themself: what they agree to, what is known of them, and to be forgotten. */
export function accountMemberPages({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  const memberOf = async (c: Request): Promise<Actor | undefined> => {
    const id = c.get("signedIn")?.user.memberId;
    return id === null || id === undefined ? undefined : findMember(app, "member", id);
  };
  pages.get("/account/member", only("member"), async (c) =>
    c.html(renderAccountMember(c.get("page"), await memberOf(c), readDone(c, doneWords))),
  );
  pages.post("/account/member", only("member"), async (c) => {
    const member = await memberOf(c);
    if (member === undefined) return renderProblem(c, "not-found");
    await changeMember(app, member.id, { consents: readConsents(await readForm(c)) });
    return leadTo(c, "/account/member", "saved");
  });
  pages.get("/account/member/export", only("member"), async (c) => {
    const member = await memberOf(c);
    return member === undefined ? renderProblem(c, "not-found") : download(await exportMember(app, member.id));
  });
  pages.post("/account/member/erase", only("member"), async (c) => {
    const member = await memberOf(c);
    if (member === undefined) return renderProblem(c, "not-found");
    const { outcome } = await eraseMember(app, member.id);
    if (outcome === "only-steward") return leadTo(c, "/account/member", "only-steward");
    await signOut(app, c);
    return c.redirect("/", 303);
  });
}

/** A file for the person alone: nothing on the way keeps it. */
const download = (known: object | undefined): Response =>
  new Response(JSON.stringify(known, null, 2), {
    headers: {
      "content-type": "application/json",
      "content-disposition": 'attachment; filename="my-data.json"',
      "cache-control": "no-store",
    },
  });

function renderAccountMember(
  page: PageContext,
  member: Actor | undefined,
  done: (typeof doneWords)[number] | undefined,
): Html {
  const { text } = page;
  const says = { saved: text("consent-saved"), "only-steward": text("consent-only-steward") };
  const alert = done && { alert: { meaning: done === "saved" ? "good" : "trouble", says: says[done] } as const };
  return renderPage(page, {
    title: text("consent-title"),
    lead: member === undefined ? text("consent-nobody") : text("consent-lead", { handle: member.handle }),
    back: { label: text("account-title"), href: "/account" },
    ...alert,
    body: member === undefined ? html`` : renderRights(page, member),
  });
}

function renderRights(page: PageContext, member: Actor): Html {
  const { text } = page;
  return html`
    ${form(
      page,
      { action: "/account/member", button: { label: text("members-save") } },
      consentFields(page, { whose: "own", given: member }),
    )}
    ${section(
      { title: text("consent-export-title") },
      html`<p>${text("consent-export-says")}</p>
        ${actions(linkButton({ href: "/account/member/export", label: text("consent-export"), kind: "quiet" }))}`,
    )}
    ${section(
      { title: text("consent-erase-title") },
      actionForm(page, {
        action: "/account/member/erase",
        button: {
          label: text("consent-erase", { name: pickText(member.name, text.locale) }),
          kind: "danger",
          says: text("consent-erase-says"),
        },
      }),
    )}`;
}
