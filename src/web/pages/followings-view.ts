import { html } from "hono/html";
import type { FollowingView } from "#src/app/followings.ts";
import type { Page } from "#src/app/page.ts";
import type { RemoteActorCard } from "#src/app/partners.ts";
import { pickText } from "#src/domain/language.ts";
import type { Actor } from "#src/store/actors.ts";
import { cards, emptyState, section } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { selectField, textField } from "#src/web/components/field.ts";
import { actionForm, actions, form } from "#src/web/components/form.ts";
import { pagination } from "#src/web/components/pagination.ts";
import { status } from "#src/web/components/status.ts";
import { renderPage } from "#src/web/layout.ts";
import { doneNotice, followingTabs, type Done } from "./timeline-view.ts";

interface Listing {
  readonly found: Page<FollowingView>;
  readonly followers: readonly Actor[];
  /** Whom somebody looked for, before they are followed. */
  readonly preview?: RemoteActorCard;
  readonly done: Done | undefined;
  readonly waiting: number;
}

/** Whom the coop and its circles follow, and how to follow somebody more. */
export function renderFollowings(page: PageContext, { found, followers, preview, done, waiting }: Listing): Html {
  const { text } = page;
  return renderPage(page, {
    title: text("following-title"),
    lead: text("following-lead"),
    ...doneNotice(text, done),
    body: html`${followingTabs(page, "following", waiting)}
      ${preview === undefined ? finding(page) : previewed(page, preview, followers)}
      ${section(
        { title: text("following-list") },
        found.items.length === 0
          ? emptyState({ title: text("following-empty-title"), says: text("following-empty") })
          : html`${cards(found.items.map((item) => cardOf(page, item)))}${pagination(page, found.next)}`,
      )}`,
  });
}

const finding = (page: PageContext): Html =>
  section(
    { title: page.text("following-add") },
    form(
      page,
      { action: "/following/find", button: { label: page.text("following-find") } },
      textField(page, {
        name: "address",
        label: page.text("following-address"),
        help: page.text("following-address-help"),
        maxLength: 500,
        autocomplete: "off",
      }),
    ),
  );

function previewed(page: PageContext, card: RemoteActorCard, followers: readonly Actor[]): Html {
  const { text } = page;
  const who = followers.map(({ id, name }) => ({ value: id, label: pickText(name, text.locale) }));
  return section(
    { title: text("following-preview") },
    html`<article class="card"><header><h3 dir="auto">${card.name}</h3>${status("quiet", kindOf(page, card.type))}</header>
      <p class="meta"><a href="${card.url}" rel="nofollow noopener noreferrer"><span dir="ltr">@${card.address}</span></a></p>
    </article>
    ${form(
      page,
      {
        action: "/following",
        hidden: { address: card.actor, ...(who.length === 1 && { as: who[0]?.value ?? "" }) },
        button: { label: text("following-follow"), says: text("following-follow-says") },
        cancel: { label: text("following-cancel"), href: "/following" },
      },
      who.length > 1 ? selectField(page, { name: "as", label: text("following-as"), options: who }) : html``,
    )}`,
  );
}

function kindOf({ text }: PageContext, type: string): string {
  if (type === "Person") return text("following-kind-person");
  return type === "Group" ? text("following-kind-group") : text("following-kind-site");
}

function cardOf(page: PageContext, { id, card, follower, state, followed }: FollowingView) {
  const { text } = page;
  const states = {
    requested: status("waiting", text("following-state-requested")),
    accepted: status("good", text("following-state-accepted")),
    rejected: status("trouble", text("following-state-rejected")),
  } as const;
  const name = card?.name ?? followed;
  const remove = actionForm(page, {
    action: `/following/${id}/remove`,
    button: { label: text("following-unfollow"), kind: "quiet" },
  });
  const ask = actionForm(page, {
    action: `/following/${id}/ask`,
    button: { label: text("following-ask"), kind: "quiet" },
  });
  const by = follower === undefined ? "" : pickText(follower.name, text.locale);
  return {
    title: html`<span dir="auto">${name}</span>`,
    status: states[state],
    meta: html`<a href="${card?.url ?? followed}" rel="nofollow noopener noreferrer"><span dir="ltr">${card === undefined ? followed : `@${card.address}`}</span></a> · ${text("following-by", { name: by })}`,
    actions: state === "requested" ? actions(ask, remove) : actions(remove),
  };
}
