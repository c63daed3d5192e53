import { html } from "hono/html";
import type { Page } from "#src/app/page.ts";
import type { TimelineView } from "#src/app/timeline.ts";
import { pickText } from "#src/domain/language.ts";
import type { Actor } from "#src/store/actors.ts";
import type { Coop } from "#src/store/coop.ts";
import type { RemoteActorRow } from "#src/store/remote-actors.ts";
import type { RemoteObjectRow } from "#src/store/remote-objects.ts";
import { linkButton } from "#src/web/components/button.ts";
import { emptyState } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { localizedField } from "#src/web/components/field.ts";
import { actionForm, actions, form } from "#src/web/components/form.ts";
import type { Notice } from "#src/web/components/notice.ts";
import { pagination } from "#src/web/components/pagination.ts";
import { formatNumber } from "#src/web/components/quantity.ts";
import { nameOf, remotePost } from "#src/web/components/remote-post.ts";
import { reportLink } from "#src/web/components/responses.ts";
import { renderPage } from "#src/web/layout.ts";
import { goingForms, type Goings } from "./going-view.ts";
import type { Text } from "#src/web/text.ts";
import { languagesOffered } from "./languages.ts";

export const doneWords = [
  "boosted",
  "unboosted",
  "answered",
  "followed",
  "unfollowed",
  "asked",
  "shown",
  "hidden",
  "passed",
  "refused",
  "taken-out",
] as const;
export type Done = (typeof doneWords)[number];

export function doneNotice(text: Text, done: Done | undefined): { readonly alert?: Notice } {
  const says: Readonly<Record<Done, string>> = {
    boosted: text("following-done-boosted"),
    unboosted: text("following-done-unboosted"),
    answered: text("following-done-answered"),
    followed: text("following-done-followed"),
    unfollowed: text("following-done-unfollowed"),
    asked: text("following-done-asked"),
    shown: text("following-done-shown"),
    hidden: text("following-done-hidden"),
    passed: text("following-done-passed"),
    refused: text("following-done-refused"),
    "taken-out": text("following-done-taken-out"),
  };
  return done === undefined ? {} : { alert: { meaning: "good", says: says[done] } };
}

/** The ways between what is read, whom we follow, and what came back. */
export function followingTabs(
  { text }: PageContext,
  here: "timeline" | "following" | "responses",
  waiting: number,
): Html {
  const link = (name: typeof here, label: string): Html =>
    html`<li><a href="/${name}"${name === here && html` aria-current="page"`}>${label}</a></li>`;
  return html`<nav class="shelves" aria-label="${text("following-tabs")}"><ul>
    ${link("timeline", text("following-tab-timeline"))}
    ${link("following", text("following-tab-following"))}
    ${link("responses", waiting === 0 ? text("following-tab-responses") : text("following-tab-responses-waiting", { number: formatNumber(text, waiting) }))}
  </ul></nav>`;
}

interface Reading {
  readonly reader: Actor;
  /** Who else of ours could read: the coop and its circles. */
  readonly readers: readonly Actor[];
  readonly page: Page<TimelineView>;
  readonly done: Done | undefined;
  readonly waiting: number;
  /** How our answers to others' events stand. */
  readonly goings: Goings;
}

/** What those whom the coop or a circle follows have said, newest first. */
export function renderTimeline(
  page: PageContext,
  { reader, readers, page: found, done, waiting, goings }: Reading,
): Html {
  const { text } = page;
  const follow = linkButton({ href: "/following", label: text("following-add") });
  return renderPage(page, {
    title: text("following-timeline-title"),
    lead: text("following-timeline-lead", { name: pickText(reader.name, text.locale) }),
    ...doneNotice(text, done),
    body: html`${followingTabs(page, "timeline", waiting)}${whoReads(page, reader, readers)}
      ${
        found.items.length === 0
          ? emptyState({
              title: text("following-timeline-empty-title"),
              says: text("following-timeline-empty"),
              action: follow,
            })
          : html`<div class="posts">${found.items.map((item) => itemOf(page, { reader, goings }, item))}</div>`
      }
      ${pagination(page, found.next)}`,
  });
}

function whoReads({ text }: PageContext, reader: Actor, readers: readonly Actor[]): Html | undefined {
  if (readers.length < 2) return undefined;
  return html`<nav class="shelves" aria-label="${text("following-as")}"><ul>${readers.map(
    ({ id, name }) =>
      html`<li><a href="/timeline?as=${id}"${id === reader.id && html` aria-current="page"`}>${pickText(name, text.locale)}</a></li>`,
  )}</ul></nav>`;
}

function itemOf(
  page: PageContext,
  { reader, goings }: Pick<Reading, "reader" | "goings">,
  { item, said, author, boostedBy, isBoosted }: TimelineView,
): Html {
  const { text } = page;
  const hidden = { as: reader.id, object: said.object };
  const boost = isBoosted
    ? actionForm(page, {
        action: "/timeline/unboost",
        hidden,
        button: { label: text("following-unboost"), kind: "quiet" },
      })
    : actionForm(page, {
        action: "/timeline/boost",
        hidden,
        button: { label: text("following-boost"), kind: "quiet" },
      });
  const answer = linkButton({
    href: `/timeline/answer?as=${reader.id}&object=${encodeURIComponent(said.object)}`,
    label: text("following-answer"),
    kind: "quiet",
  });
  const go = goingForms(page, { reader, said, state: goings.get(said.object) });
  const act = [...go, ...(said.isPublic ? [boost, answer] : [answer])];
  return remotePost(page, {
    said,
    author,
    ...(item.boostedBy !== null && {
      before: html`${text("following-boosted-by")} ${nameOf(boostedBy, item.boostedBy)}`,
    }),
    actions: actions(...act, reportLink(page, said.object)),
  });
}

interface Answering {
  readonly coop: Coop;
  readonly reader: Actor;
  readonly said: RemoteObjectRow;
  readonly author: RemoteActorRow | undefined;
}

/** An answer in the name of the coop or a circle, in several languages. */
export function renderAnswering(page: PageContext, { coop, reader, said, author }: Answering): Html {
  const { text } = page;
  const own = [
    ...new Set([
      ...Object.keys(said.contentHtml).filter((tag) => languagesOffered.includes(tag)),
      coop.defaultLanguage,
      ...coop.languages,
    ]),
  ];
  return renderPage(page, {
    title: text("following-answer-title"),
    lead: text("following-answer-lead", { name: pickText(reader.name, text.locale) }),
    back: { label: text("following-timeline-title"), href: `/timeline?as=${reader.id}` },
    body: html`${remotePost(page, { said, author })}${form(
      page,
      {
        action: "/timeline/answer",
        hidden: { as: reader.id, object: said.object },
        button: { label: text("following-answer-send"), says: text("following-answer-says") },
        cancel: { label: text("following-cancel"), href: `/timeline?as=${reader.id}` },
      },
      localizedField(page, {
        name: "content",
        label: text("following-answer-text"),
        help: text("following-answer-help"),
        languages: own,
        more: languagesOffered.filter((tag) => !own.includes(tag)),
        rows: 5,
      }),
    )}`,
  });
}
