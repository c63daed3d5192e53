import type { Hono } from "hono";
import { html } from "hono/html";
import { changeCoop } from "#src/app/coop-changes.ts";
import type { Coop } from "#src/store/coop.ts";
import { checkbox, radioGroup } from "#src/web/components/choice.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { textField } from "#src/web/components/field.ts";
import { form } from "#src/web/components/form.ts";
import { keepTyped } from "#src/web/components/typed.ts";
import { field, only, readForm } from "#src/web/forms.ts";
import { renderPage } from "#src/web/layout.ts";
import type { WebEnvironment, WebParts } from "#src/web/request.ts";
import { leadTo } from "./done.ts";
import { coopOf } from "./moderation.ts";

const leastDays = 7;
const mostDays = 3_650;

/** How open the node is to others. */
export function moderationSettingsPages({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.get("/moderation/settings", only("steward"), (c) => c.html(render(c.get("page"), coopOf(c))));
  pages.post("/moderation/settings", only("steward"), async (c) => {
    const body = await readForm(c);
    const page = c.get("page");
    const days = readDays(field(body, "absenceDays"));
    if (days === undefined) {
      const typed = keepTyped(body, { absenceDays: page.text("openness-absence-wrong") });
      return c.html(render({ ...page, typed }, coopOf(c)), 422);
    }
    await changeCoop(app, {
      federation: field(body, "federation") === "allow-list" ? "allow-list" : "open",
      responses: field(body, "responses") === "waiting" ? "waiting" : "shown",
      authorisedFetch: field(body, "authorisedFetch") === "yes",
      publishBlocks: field(body, "publishBlocks") === "yes",
      absenceDays: days,
    });
    return leadTo(c, "/moderation", "saved");
  });
}

/** Empty: never. Undefined when it is no number of days. */
function readDays(typed: string): number | null | undefined {
  if (typed === "") return null;
  const days = /^\d{1,4}$/.test(typed) ? Number(typed) : 0;
  return days >= leastDays && days <= mostDays ? days : undefined;
}

function render(page: PageContext, coop: Coop): Html {
  const { text } = page;
  return renderPage(page, {
    title: text("openness-title"),
    lead: text("openness-lead"),
    back: { label: text("moderation-title"), href: "/moderation" },
    body: form(
      page,
      {
        action: "/moderation/settings",
        button: { label: text("openness-save") },
        cancel: { label: text("openness-cancel"), href: "/moderation" },
      },
      html`
      ${radioGroup(page, {
        name: "federation",
        legend: text("openness-federation"),
        value: coop.federation,
        options: [
          { value: "open", label: text("openness-open"), help: text("openness-open-help") },
          { value: "allow-list", label: text("openness-allow-list"), help: text("openness-allow-list-help") },
        ],
      })}
      ${radioGroup(page, {
        name: "responses",
        legend: text("openness-responses"),
        value: coop.responses,
        options: [
          { value: "shown", label: text("openness-responses-shown") },
          { value: "waiting", label: text("openness-responses-waiting") },
        ],
      })}
      ${checkbox(page, { name: "authorisedFetch", label: text("openness-fetch"), help: text("openness-fetch-help"), checked: coop.authorisedFetch })}
      ${checkbox(page, { name: "publishBlocks", label: text("openness-publish"), help: text("openness-publish-help"), checked: coop.publishBlocks })}
      ${textField(page, { name: "absenceDays", type: "number", width: "short", unit: text("openness-days"), label: text("openness-absence"), help: text("openness-absence-help"), value: coop.absenceDays === null ? "" : String(coop.absenceDays), optional: true })}`,
    ),
  });
}
