import { html } from "hono/html";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { deliveriesHref } from "./delivery-words.ts";
import { mayAct } from "./done.ts";

/** For those who keep the node running: the way to who has something that was said, by its IRI. */
export const deliveryLink = (page: PageContext, about: string): Html | undefined =>
  mayAct(page, "operator")
    ? html`<p><a href="${deliveriesHref({ about })}">${page.text("delivery-link")}</a></p>`
    : undefined;
