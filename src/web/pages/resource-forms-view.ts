import { html } from "hono/html";
import { pickText } from "#src/domain/language.ts";
import type { ResourceView } from "#src/app/resources.ts";
import type { Proposal } from "#src/store/proposals.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { form } from "#src/web/components/form.ts";
import { renderPage } from "#src/web/layout.ts";
import { proposalFields } from "./proposal-form.ts";
import { resourceFields, type ResourceFormOptions } from "./resource-form.ts";

/** A new thing to share, or changes of one that is there. */
export function renderResourceForm(page: PageContext, options: ResourceFormOptions): Html {
  const { text } = page;
  const { stored, kind } = options;
  if (stored !== undefined) {
    const here = `/resources/${stored.id}`;
    const name = pickText(stored.name, text.locale);
    return renderPage(page, {
      title: text("resources-change-title", { name }),
      lead: text("resources-change-lead"),
      back: { label: name, href: here },
      body: form(
        page,
        {
          action: `${here}/change`,
          button: { label: text("resources-change-save") },
          cancel: { label: text("resources-cancel"), href: here },
        },
        resourceFields(page, options),
      ),
    });
  }
  const isOther = kind === "other";
  return renderPage(page, {
    title: isOther ? text("resources-new-other-title") : text("resources-new-title"),
    lead: isOther ? text("resources-new-other-lead") : text("resources-new-lead"),
    back: { label: text("resources-title"), href: "/resources" },
    body: html`
      <p>${isOther ? html`<a href="/resources/new">${text("resources-new-server-instead")}</a>` : html`<a href="/resources/new?kind=other">${text("resources-new-other-instead")}</a>`}</p>
      ${form(
        page,
        {
          action: "/resources",
          hidden: { kind },
          button: { label: text("resources-share") },
          cancel: { label: text("resources-cancel"), href: "/resources" },
        },
        resourceFields(page, options),
      )}`,
  });
}

/** An offer of seats: a new one, or changes of one that stands. */
export function renderProposalForm(
  page: PageContext,
  { resource, most, stored }: { readonly resource: ResourceView; readonly most: number; readonly stored?: Proposal },
): Html {
  const { text } = page;
  const here = `/resources/${resource.id}`;
  const name = pickText(resource.name, text.locale);
  return renderPage(page, {
    title:
      stored === undefined ? text("resources-offer-title", { name }) : text("resources-offer-change-title", { name }),
    lead: stored === undefined ? text("resources-offer-lead") : text("resources-offer-change-lead"),
    back: { label: name, href: here },
    body: form(
      page,
      {
        action: stored === undefined ? `${here}/offer` : `${here}/offers/${stored.id}`,
        button: { label: stored === undefined ? text("resources-offer-button") : text("resources-offer-save") },
        cancel: { label: text("resources-cancel"), href: here },
      },
      proposalFields(page, most, stored),
    ),
  });
}
