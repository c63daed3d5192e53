import { html } from "hono/html";
import type { LogHealth, LogView, Recovered } from "#src/app/recovery-view.ts";
import { cards, emptyState, type Card } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { facts } from "#src/web/components/facts.ts";
import { actionForm, actions } from "#src/web/components/form.ts";
import { localized } from "#src/web/components/language.ts";
import { notice, type Notice } from "#src/web/components/notice.ts";
import { formatNumber } from "#src/web/components/quantity.ts";
import { status } from "#src/web/components/status.ts";
import { formatMoment } from "#src/web/components/time.ts";
import { renderPage } from "#src/web/layout.ts";
import type { Text } from "#src/web/text.ts";
import { mayAct } from "./done.ts";
import { nameOf } from "./peer-names.ts";

export const recoveryDoneWords = ["noted", "proposed", "whole", "agreed"] as const;
export type RecoveryDone = (typeof recoveryDoneWords)[number];

/** For each partner what it holds of what we signed, and what is to be done where that is not in order. */
export function renderRecovery(page: PageContext, logs: readonly LogView[], done: RecoveryDone | undefined): Html {
  const { text } = page;
  return renderPage(page, {
    title: text("recovery-title"),
    lead: text("recovery-lead"),
    back: { label: text("recovery-to-ledger"), href: "/ledger" },
    ...(done !== undefined && { alert: doneNotice(text, done) }),
    body:
      logs.length === 0
        ? emptyState({ title: text("recovery-empty-title"), says: text("recovery-empty") })
        : cards(logs.map((log) => cardOf(page, log))),
  });
}

function doneNotice(text: Text, done: RecoveryDone): Notice {
  switch (done) {
    case "noted":
      return { meaning: "good", says: text("recovery-done-noted") };
    case "proposed":
      return { meaning: "good", says: text("recovery-done-proposed") };
    case "whole":
      return { meaning: "waiting", says: text("recovery-done-whole") };
    case "agreed":
      return { meaning: "good", says: text("recovery-done-agreed") };
  }
}

function cardOf(page: PageContext, log: LogView): Card {
  const { text } = page;
  const { peer, recovered, theirProposal } = log;
  const name = localized(text, nameOf(peer));
  return {
    title: name,
    href: `/peers/${peer.id}`,
    status: healthStatus(text, log.health),
    body: html`
      <p>${healthSays(text, log.health)}</p>
      ${facts([
        [text("recovery-signed"), formatNumber(text, log.size)],
        [text("recovery-witnessed"), formatNumber(text, log.witnessedSize)],
        [text("recovery-witnessed-at"), log.witnessedAtMs !== null && formatMoment(page, log.witnessedAtMs)],
        [text("recovery-epoch"), log.epoch > 1 && formatNumber(text, log.epoch)],
      ])}
      ${recovered !== null && cameBack(page, recovered)}
      ${log.ourProposal !== undefined && notice({ meaning: "waiting", says: text("recovery-ours-waits") })}
      ${theirProposal !== undefined && notice({ meaning: "waiting", says: text("recovery-theirs-waits") })}`,
    ...(mayAct(page, "steward") && { actions: actsOn(page, log) }),
  };
}

function healthStatus(text: Text, health: LogHealth): Html {
  switch (health) {
    case "open":
      return status("good", text("recovery-open"));
    case "unconfirmed":
      return status("quiet", text("recovery-unconfirmed"));
    case "recovering":
      return status("waiting", text("recovery-recovering"));
    case "forked":
      return status("trouble", text("recovery-forked"));
  }
}

function healthSays(text: Text, health: LogHealth): string {
  switch (health) {
    case "open":
      return text("recovery-open-says");
    case "unconfirmed":
      return text("recovery-unconfirmed-says");
    case "recovering":
      return text("recovery-recovering-says");
    case "forked":
      return text("recovery-forked-says");
  }
}

function cameBack(page: PageContext, { atMs, leaves, missing }: Recovered): Html {
  const { text } = page;
  const says = text("recovery-came-back", {
    count: leaves,
    number: formatNumber(text, leaves),
    time: formatMoment(page, atMs),
  });
  if (missing.length === 0) return html`<p>${says} ${text("recovery-complete")}</p>`;
  const lost = text("recovery-missing", { count: missing.length, number: formatNumber(text, missing.length) });
  return html`<p>${says}</p>${notice({ meaning: "trouble", says: lost })}
    <ul>${missing.slice(0, 50).map(({ about }) => html`<li><code>${about}</code></li>`)}</ul>`;
}

function actsOn(page: PageContext, { peer, health, recovered, ourProposal, theirProposal }: LogView): Html {
  const { text } = page;
  const isStuck = (health === "recovering" || health === "forked") && ourProposal === undefined;
  return actions(
    ...(recovered?.isNoted === false
      ? [actionForm(page, { action: `/ledger/recovery/${peer.id}/note`, button: { label: text("recovery-note") } })]
      : []),
    ...(theirProposal === undefined
      ? []
      : [
          actionForm(page, {
            action: `/ledger/epochs/${theirProposal.id}/agree`,
            button: { label: text("recovery-agree"), says: text("recovery-agree-says") },
          }),
        ]),
    ...(isStuck
      ? [
          actionForm(page, {
            action: `/ledger/recovery/${peer.id}/epoch`,
            button: { label: text("recovery-propose"), kind: "danger", says: text("recovery-propose-says") },
          }),
        ]
      : []),
  );
}

/** For the overview: the logs that a steward should look at. */
export const recoveryCards = (page: PageContext, logs: readonly LogView[]): readonly Card[] =>
  logs.map(({ peer, health, recovered, theirProposal }) => ({
    title: localized(page.text, nameOf(peer)),
    href: "/ledger/recovery",
    status:
      theirProposal === undefined ? healthStatus(page.text, health) : status("waiting", page.text("recovery-agree")),
    body:
      theirProposal !== undefined
        ? page.text("recovery-theirs-waits")
        : recovered === null
          ? healthSays(page.text, health)
          : page.text("recovery-came-back", {
              count: recovered.leaves,
              number: formatNumber(page.text, recovered.leaves),
              time: formatMoment(page, recovered.atMs),
            }),
  }));
