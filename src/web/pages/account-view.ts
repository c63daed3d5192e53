import { html } from "hono/html";
import { inviteHours } from "#src/app/invites.ts";
import type { Passkey, User } from "#src/store/people.ts";
import { linkButton } from "#src/web/components/button.ts";
import { cards, section, type Card } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { copyable } from "#src/web/components/copyable.ts";
import { facts } from "#src/web/components/facts.ts";
import { selectField, textField } from "#src/web/components/field.ts";
import { actionForm, actions, form } from "#src/web/components/form.ts";
import type { Notice } from "#src/web/components/notice.ts";
import { status } from "#src/web/components/status.ts";
import { date } from "#src/web/components/time.ts";
import { renderPage } from "#src/web/layout.ts";
import type { Text } from "#src/web/text.ts";
import { longestName } from "./coop-fields.ts";

export const roles = ["steward", "operator", "member"] as const;

export const doneWords = ["removed"] as const;

/** Whoever is signed in, with what only stewards see: everybody else who can sign in. */
export interface Account {
  readonly user: User;
  readonly passkeys: readonly Passkey[];
  readonly people: readonly User[];
  readonly withPasskeys: boolean;
  readonly done: (typeof doneWords)[number] | undefined;
}

/** `to`: where it goes on after signing in, the overview unless given. */
export const renderSignIn = (
  page: PageContext,
  { withPasskeys, to }: { readonly withPasskeys: boolean; readonly to?: string },
): Html =>
  renderPage(page, {
    title: page.text("account-sign-in-title"),
    lead: withPasskeys ? page.text("account-sign-in-lead") : page.text("account-sign-in-by-link"),
    ...(withPasskeys && { scripts: ["passkey.js"] }),
    body: html`
      ${withPasskeys && ceremony(page, { kind: "sign-in", label: page.text("account-sign-in-button"), ...(to !== undefined && { to }) })}
      ${section(
        { title: page.text("account-sign-in-lost-title") },
        html`<p>${page.text("account-sign-in-lost")}</p>
          <pre><code>npm run fedicoop -- invite create --role steward</code></pre>`,
      )}`,
  });

export const renderPasskey = (page: PageContext): Html =>
  renderPage(page, {
    title: page.text("account-passkey-title"),
    lead: page.text("account-passkey-lead"),
    scripts: ["passkey.js"],
    body: html`
      ${ceremony(page, { kind: "register", label: page.text("account-passkey-button") })}
      <p><a href="/overview">${page.text("account-passkey-later")}</a></p>`,
  });

/** The button is shown by the script, which finds here what it needs to say. */
const ceremony = (
  { text, csrf }: PageContext,
  { kind, label, to }: { readonly kind: "register" | "sign-in"; readonly label: string; readonly to?: string },
): Html => html`
  <div class="passkey" data-passkey="${kind}" data-csrf="${csrf}" data-busy="${text("account-passkey-busy")}" data-failed="${text("account-passkey-failed")}" data-unsupported="${text("account-passkey-unsupported")}"${to !== undefined && html` data-to="${to}"`}>
    <p><button type="button" class="button button-primary" hidden>${label}</button></p>
    <p data-says role="status"></p>
    <noscript><p>${text("account-passkey-script")}</p></noscript>
  </div>`;

export function renderAccount(page: PageContext, account: Account): Html {
  const { text } = page;
  const { user, people, done } = account;
  const isSteward = user.role === "steward";
  const alert: Notice = { meaning: "good", says: text("account-person-removed") };
  return renderPage(page, {
    title: text("account-title"),
    ...(done !== undefined && { alert }),
    body: html`
      ${facts([
        [text("account-name"), user.name],
        [text("account-role"), roleName(text, user.role)],
      ])}
      ${isSteward && renderCoop(text)}
      ${section(
        { title: text("feeds-account") },
        html`<p>${text("feeds-account-says")}</p>
          ${actions(linkButton({ href: "/feeds", label: text("feeds-account-link"), kind: "quiet" }))}`,
      )}
      ${section(
        { title: text("consent-title") },
        html`<p>${text("consent-account-says")}</p>
          ${actions(linkButton({ href: "/account/member", label: text("consent-account-link"), kind: "quiet" }))}`,
      )}
      ${account.withPasskeys && renderPasskeys(page, account.passkeys)}
      ${section(
        { title: text("account-elsewhere") },
        actionForm(page, {
          action: "/sign-out-everywhere",
          button: {
            label: text("account-sign-out-everywhere"),
            kind: "danger",
            says: account.withPasskeys
              ? text("account-sign-out-everywhere-says")
              : text("account-sign-out-everywhere-by-link"),
          },
        }),
      )}
      ${isSteward && renderPeople(page, user, people)}`,
  });
}

const roleName = (text: Text, role: User["role"]): string => text("account-role-is", { role });

const renderCoop = (text: Text): Html =>
  section(
    { title: text("account-coop") },
    html`<p>${text("account-coop-says")}</p>
      ${actions(linkButton({ href: "/settings", label: text("account-coop-settings"), kind: "quiet" }))}`,
  );

function renderPasskeys(page: PageContext, passkeys: readonly Passkey[]): Html {
  const { text } = page;
  const none = passkeys.length === 0;
  const made = passkeys.map(
    (key) =>
      html`<li>${text("account-passkey-made")} ${date(page, key.createdAtMs)}${key.lastUsedAtMs !== null && html` · ${text("account-passkey-used")} ${date(page, key.lastUsedAtMs)}`}</li>`,
  );
  const label = none ? text("account-passkey-button") : text("account-passkey-add");
  return section(
    { title: text("account-passkeys") },
    html`${none ? html`<p>${text("account-passkeys-none")}</p>` : html`<ul>${made}</ul>`}
      ${actions(linkButton({ href: "/account/passkey", label, kind: none ? "primary" : "quiet" }))}`,
  );
}

function renderPeople(page: PageContext, user: User, people: readonly User[]): Html {
  const { text } = page;
  const roleOptions = roles.map((value) => ({ value, label: text("account-role-option", { role: value }) }));
  const invite = { label: text("account-invite-button"), says: text("account-invite-says", { hours: inviteHours }) };
  return html`
    ${section({ title: text("account-people"), id: "people" }, cards(people.map((person) => personCard(page, person, person.id === user.id))))}
    ${section(
      { title: text("account-invite"), id: "invite" },
      form(
        page,
        { action: "/account/invites", button: invite },
        html`
        ${selectField(page, { name: "role", label: text("account-invite-role"), options: roleOptions, value: "operator" })}
        ${textField(page, { name: "name", label: text("account-invite-name"), optional: true, width: "medium", maxLength: longestName, autocomplete: "off" })}`,
      ),
    )}`;
}

function personCard(page: PageContext, person: User, isYou: boolean): Card {
  const { text } = page;
  const seen =
    person.lastSeenAtMs === null
      ? text("account-person-never")
      : html`${text("account-person-seen")} ${date(page, person.lastSeenAtMs)}`;
  return {
    title: isYou ? text("account-person-you", { name: person.name }) : person.name,
    status: status("quiet", roleName(text, person.role)),
    meta: seen,
    ...(!isYou && {
      actions: actionForm(page, {
        action: `/account/people/${person.id}/remove`,
        button: {
          label: text("account-person-remove", { name: person.name }),
          kind: "danger",
          says: text("account-person-remove-says"),
        },
      }),
    }),
  };
}

/** The link is shown once, and kept nowhere. */
export const renderInvite = (page: PageContext, url: string): Html =>
  renderPage(page, {
    title: page.text("account-invite-made"),
    lead: page.text("account-invite-made-lead", { hours: inviteHours }),
    back: { label: page.text("account-title"), href: "/account" },
    body: copyable(page, { label: page.text("account-invite-link"), value: url }),
  });
