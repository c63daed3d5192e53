import { html } from "hono/html";
import { actions, actionForm } from "#src/web/components/form.ts";
import { button, linkButton } from "#src/web/components/button.ts";
import { card, cards, emptyState, section } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { conversation } from "#src/web/components/conversation.ts";
import { copyable } from "#src/web/components/copyable.ts";
import { facts, stats } from "#src/web/components/facts.ts";
import { formatLanguages, localized } from "#src/web/components/language.ts";
import { notice } from "#src/web/components/notice.ts";
import { pagination } from "#src/web/components/pagination.ts";
import { flowPlot } from "#src/web/components/plot.ts";
import { amount, formatSeats, formatTerms } from "#src/web/components/quantity.ts";
import { status } from "#src/web/components/status.ts";
import { steps } from "#src/web/components/steps.ts";
import { table } from "#src/web/components/table.ts";
import { date, formatDistance, slot } from "#src/web/components/time.ts";
import { weekStrip } from "#src/web/components/week.ts";
import { renderPage } from "#src/web/layout.ts";
import { openText, type Locale } from "#src/web/text.ts";
import { galleryForm } from "./gallery-form.ts";

/** Sunday 22 November 2026, 09:40 in Barcelona. */
export const galleryNowMs = Date.UTC(2026, 10, 22, 8, 40);
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const evening = Date.UTC(2026, 10, 26, 17, 0);

/** A page context with everything in it. */
export function galleryPage(locale: Locale, more: Partial<PageContext> = {}): PageContext {
  return {
    text: openText(locale, { missing: "throw", pseudoLocale: true }),
    path: "/peers?cursor=0193",
    zone: "Europe/Madrid",
    nowMs: galleryNowMs,
    csrf: "token",
    coop: { name: { ca: "Comuns Digitals de Catalunya", en: "Catalan Digital Commons" }, accentHue: 195 },
    session: { name: "Núria Puig", role: "steward" },
    ...more,
  };
}

/** Every component, with the data of an ordinary week. */
export function renderGallery(page: PageContext): Html {
  return renderPage(page, {
    title: "What waits for you",
    lead: "Two requests and one question are waiting. Everything else is in order with each partner.",
    aside: linkButton({ label: "Find capacity", href: "/capacity" }),
    back: { label: "Overview", href: "/overview" },
    alert: { meaning: "good", says: "Kerala Commons has been told that its 50 seats are confirmed." },
    body: html`
      ${stats([
        { label: "Requests to answer", value: "2", note: "The first waits until Tuesday", href: "/agreements" },
        { label: "Meetings today", value: "3", note: "Next at 18:00", href: "/agreements?today" },
        { label: "Seat-hours given", value: "1,240", note: "Since January", href: "/ledger" },
        { label: "Entries in question", value: "1", href: "/ledger?disputed" },
      ])}
      ${requests(page)} ${capacity(page)} ${agreement(page)} ${ledger(page)} ${peers(page)} ${galleryForm(page)} ${rest(page)}
    `,
  });
}

const requests = (page: PageContext): Html =>
  section(
    { title: "Requests", aside: html`<a href="/agreements">All agreements</a>` },
    cards([
      {
        title: "General assembly of the housing coops",
        href: "/agreements/1",
        status: status("waiting", "Waits for you"),
        meta: html`Kerala Commons · ${slot(page, { startsAtMs: evening, endsAtMs: evening + 2 * hourMs })}`,
        body: html`<p>They ask for ${formatSeats(page.text, 50)} on <a href="/resources/1">the big room</a>. ${formatSeats(page.text, 120)} are free then.</p>`,
        actions: actions(
          actionForm(page, { action: "/agreements/1/accept", button: { label: "Say yes" } }),
          actionForm(page, { action: "/agreements/1/reject", button: { label: "Say no", kind: "quiet" } }),
        ),
      },
      {
        title: "Atelier de traduction ouverte",
        href: "/agreements/2",
        status: status("good", "Confirmed"),
        meta: html`Fédération du Québec · ${slot(page, { startsAtMs: evening + dayMs, endsAtMs: evening + dayMs + hourMs })}`,
        body: `They have confirmed 20 seats, ${formatTerms(page.text, { kind: "gift" })}.`,
      },
    ]),
  );

const capacity = (page: PageContext): Html =>
  section(
    { title: "Who has 50 seats on Thursday at 18:00" },
    cards([
      {
        title: "The big room",
        href: "/resources/1",
        status: status("good", "Fits"),
        meta: `Kerala Commons · ${formatTerms(page.text, { kind: "reciprocal", perSeatHour: 120, unit: "EUR" })}`,
        body: weekStrip(page, {
          fromMs: galleryNowMs,
          seats: 200,
          taken: [
            { startsAtMs: evening - hourMs, endsAtMs: evening + 3 * hourMs, seats: 80 },
            { startsAtMs: evening + dayMs - 6 * hourMs, endsAtMs: evening + dayMs, seats: 200 },
            { startsAtMs: evening - 2 * dayMs, endsAtMs: evening - 2 * dayMs + 12 * hourMs, seats: 40 },
          ],
          wanted: { startsAtMs: evening, endsAtMs: evening + 2 * hourMs },
        }),
        actions: actions(linkButton({ label: "Ask for 50 seats", href: "/agreements/new?proposal=1" })),
      },
    ]),
  );

const agreement = (page: PageContext): Html =>
  section(
    { title: "Where it stands", aside: status("waiting", "Waits for Kerala Commons") },
    html`${steps(page, [
      { label: "You asked", state: "done", atMs: galleryNowMs - 2 * dayMs },
      { label: "They confirmed", state: "done", atMs: galleryNowMs - dayMs, note: "By Anju Mathew" },
      { label: "The meeting", state: "now", atMs: evening },
      { label: "What was used", state: "next" },
      { label: "In both ledgers", state: "next" },
    ])}
    ${facts([
      ["When", slot(page, { startsAtMs: evening, endsAtMs: evening + 2 * hourMs, zone: "Asia/Kolkata" })],
      ["Starts", formatDistance(page, evening)],
      ["Seats", formatSeats(page.text, 50)],
      ["At most", amount(page.text, { quantity: 6000, unit: "seat-minute" })],
      ["In return", formatTerms(page.text, { kind: "gift" })],
      ["Languages", formatLanguages(page.text, ["ca", "es", "ml"])],
      ["Notes", undefined],
    ])}
    ${actionForm(page, {
      action: "/agreements/1/cancel",
      button: {
        label: "Cancel the agreement",
        kind: "danger",
        says: "Frees the 50 seats and tells Kerala Commons. This cannot be undone, but you can ask again.",
      },
    })}`,
  );

const flows = [
  ["2026-05", 0, 2400],
  ["2026-06", 4200, 0],
  ["2026-07", 0, 0],
  ["2026-08", 3630, 0],
  ["2026-09", 0, 1290],
  ["2026-10", 600, 600],
  ["2026-11", 90, 0],
] as const;

const ledger = (page: PageContext): Html => {
  const rows = [
    { peer: "Kerala Commons", unit: "seat-minute", given: 5400, received: 1260, state: status("good", "Both agree") },
    {
      peer: "Fédération du Québec",
      unit: "seat-minute",
      given: 100,
      received: 74_400,
      state: status("trouble", "1 in question"),
    },
    { peer: "Fédération du Québec", unit: "EUR", given: 0, received: 12_050, state: status("waiting", "On its way") },
    { peer: "Mitjans Lliures", unit: "work-minute", given: 90, received: 0, state: status("quiet", "Nothing new") },
  ];
  return section(
    { title: "Balances" },
    html`${table({
      caption: "With each partner, counting only what both have signed",
      columns: [
        { label: "Partner", cell: ({ peer }) => html`<a href="/ledger/1">${peer}</a>` },
        { label: "Given", numeric: true, cell: ({ given, unit }) => amount(page.text, { quantity: given, unit }) },
        {
          label: "Received",
          numeric: true,
          cell: ({ received, unit }) => amount(page.text, { quantity: received, unit }),
        },
        {
          label: "Balance",
          numeric: true,
          cell: ({ given, received, unit }) =>
            html`<a href="/ledger/1/entries">${amount(page.text, { quantity: given - received, unit, signed: true })}</a>`,
        },
        { label: "State", cell: ({ state }) => state },
      ],
      rows,
    })}
    ${pagination(page, "0192")}
    ${flowPlot(page, {
      caption: "Meeting seats given to and received from Kerala Commons, by month",
      unit: "seat-minute",
      labels: { up: "Given", down: "Received", level: "Balance" },
      months: flows.map(([month, up, down], index) => ({
        month,
        up: BigInt(up),
        down: BigInt(down),
        level: BigInt(flows.slice(0, index + 1).reduce((level, [, more, less]) => level + more - less, 0)),
        upHref: "/ledger/1?direction=given",
        downHref: "/ledger/1?direction=received",
      })),
    })}
    ${conversation(page, [
      {
        who: "Fédération du Québec",
        atMs: galleryNowMs - 3 * dayMs,
        says: "We count 80 seat-hours: ten people left at seven.",
      },
      {
        who: "Núria Puig",
        atMs: galleryNowMs - 2 * dayMs,
        says: "You are right. We correct it with an entry of ten less.",
        ours: true,
      },
    ])}`,
  );
};

const peers = (page: PageContext): Html =>
  section(
    { title: "Peers" },
    html`${cards(
      [
        {
          title: localized(page.text, { fr: "Communs du Kerala" }),
          href: "/peers/1",
          status: status("good", "Partner"),
          meta: "Kerala · since March",
          body: "Shares two rooms with 400 seats in all.",
        },
        {
          title: "Mitjans Lliures",
          href: "/peers/2",
          status: status("waiting", "Asks to join"),
          meta: "Balearic Islands · one partner vouches",
          body: "Wants to share meeting rooms with you.",
          actions: actions(linkButton({ label: "See who they are", href: "/peers/2", kind: "quiet" })),
        },
        {
          title: "Somewhere Else",
          href: "/peers/3",
          status: status("trouble", "Not reached"),
          meta: html`Last heard of on ${date(page, galleryNowMs - 400 * dayMs)}`,
        },
      ],
      "columns",
    )}
    ${emptyState({
      title: "You have no circles yet",
      says: "A circle is a group that publishes under its own name: a working group, an assembly, a festival. Start with the one that meets most often.",
      action: linkButton({ label: "Make the first circle", href: "/circles/new" }),
    })}`,
  );

const rest = (page: PageContext): Html =>
  section(
    { title: "How to follow us" },
    html`<p>Search for this address on any server of the fediverse, or give it to somebody who wants to hear of you.</p>
      ${copyable(page, { label: "Our address", value: "@comuns@comuns.example" })}
      ${notice({ meaning: "waiting", title: "One message is on its way", says: "Kerala Commons has not answered for two hours. We keep trying; you have nothing to do." })}
      ${notice({ meaning: "trouble", says: "Somebody restored an old copy of this node. Your partners are sending what is missing." })}
      ${notice({ meaning: "quiet", says: html`<p>Statements close on the first of each month.</p>` })}
      ${card({ title: "A single card", body: "Stands alone." })}
      ${actions(button({ label: "Primary" }), button({ label: "Quiet", kind: "quiet" }))}`,
  );
