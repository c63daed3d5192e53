import { html } from "hono/html";
import type { OurKey } from "#src/app/key-rotation.ts";
import { linkButton } from "#src/web/components/button.ts";
import { cards, section, type Card } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { textField } from "#src/web/components/field.ts";
import { actionForm, actions, form } from "#src/web/components/form.ts";
import { notice, type Notice } from "#src/web/components/notice.ts";
import { status } from "#src/web/components/status.ts";
import { formatDate, formatMoment } from "#src/web/components/time.ts";
import { renderPage } from "#src/web/layout.ts";
import { mayAct } from "./done.ts";

export const keyDoneWords = ["rotated", "revoked"] as const;

/** Every key that the coop's ledger was signed with, the newest first. */
export function renderKeys(
  page: PageContext,
  keys: readonly OurKey[],
  done: (typeof keyDoneWords)[number] | undefined,
): Html {
  const { text } = page;
  const button = { label: text("keys-rotate"), says: text("keys-rotate-says") };
  return renderPage(page, {
    title: text("keys-title"),
    lead: text("keys-lead"),
    back: { label: text("recovery-to-ledger"), href: "/ledger" },
    ...(done !== undefined && { alert: doneNotice(page, done) }),
    body: html`
      ${keys.some(({ isOvertaken }) => isOvertaken) && notice({ meaning: "trouble", says: text("keys-overtaken") })}
      ${cards(keys.map((key) => cardOf(page, key)))}
      ${mayAct(page, "steward") && section({ title: text("keys-rotate-title") }, actionForm(page, { action: "/ledger/keys", button }))}`,
  });
}

function doneNotice({ text }: PageContext, done: (typeof keyDoneWords)[number]): Notice {
  return done === "rotated"
    ? { meaning: "good", says: text("keys-done-rotated") }
    : { meaning: "waiting", says: text("keys-done-revoked") };
}

function cardOf(page: PageContext, key: OurKey): Card {
  const { text } = page;
  const mayRevoke = mayAct(page, "steward") && key.compromisedAtMs === null;
  const link = { href: `/ledger/keys/${key.id}/revoke`, label: text("keys-revoke"), kind: "quiet" } as const;
  return {
    title: html`<code>${key.id}</code>`,
    status: statusOf(page, key),
    meta: text("keys-made", { time: formatMoment(page, key.createdAtMs) }),
    ...(mayRevoke && { actions: actions(linkButton(link)) }),
  };
}

function statusOf(page: PageContext, { revokedAtMs, compromisedAtMs }: OurKey): Html {
  const { text } = page;
  if (compromisedAtMs !== null)
    return status("trouble", text("keys-compromised", { date: formatDate(page, compromisedAtMs) }));
  return revokedAtMs === null
    ? status("good", text("keys-signs"))
    : status("quiet", text("keys-replaced", { date: formatDate(page, revokedAtMs) }));
}

/** Says that somebody else has had a key. */
export function renderRevoke(page: PageContext, key: OurKey): Html {
  const { text } = page;
  return renderPage(page, {
    title: text("keys-revoke-title"),
    lead: text("keys-revoke-lead"),
    back: { label: text("keys-title"), href: "/ledger/keys" },
    body: form(
      page,
      {
        action: `/ledger/keys/${key.id}/revoke`,
        button: { label: text("keys-revoke-button"), kind: "danger", says: text("keys-revoke-says") },
        cancel: { label: text("keys-cancel"), href: "/ledger/keys" },
      },
      html`<p><code>${key.id}</code></p>
      ${textField(page, { name: "since", label: text("keys-since"), help: text("keys-since-help"), type: "date", width: "short" })}`,
    ),
  });
}
