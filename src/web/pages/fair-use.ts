import type { Hono } from "hono";
import { findFairUse } from "#src/app/fair-use.ts";
import { pickText } from "#src/domain/language.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { localizedProse } from "#src/web/components/prose.ts";
import { formatDate } from "#src/web/components/time.ts";
import { renderPage } from "#src/web/layout.ts";
import type { WebEnvironment, WebParts } from "#src/web/request.ts";
import { renderProblem } from "./problem.ts";

/** Every fair-use text that somebody may have accepted, for anyone to read: what was agreed to does not vanish. */
export function fairUsePages({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.get("/fair-use", (c) => {
    const coop = c.get("coop");
    return coop === undefined ? renderProblem(c, "not-found") : c.redirect(`/fair-use/${coop.fairUseVersion}`, 302);
  });
  pages.get("/fair-use/:version", async (c) => {
    const typed = c.req.param("version");
    const version = /^[1-9]\d{0,6}$/.test(typed) ? Number(typed) : 0;
    const found = await findFairUse(app, version);
    return found === undefined
      ? renderProblem(c, "not-found")
      : c.html(renderFairUse(c.get("page"), { ...found, version }));
  });
}

type Found = NonNullable<Awaited<ReturnType<typeof findFairUse>>> & { readonly version: number };

function renderFairUse(page: PageContext, { text: words, stands, sinceMs, version }: Found): Html {
  const { text, coop } = page;
  const name = coop === undefined ? "" : pickText(coop.name, text.locale);
  const since = sinceMs === undefined ? "" : formatDate(page, sinceMs);
  return renderPage(page, {
    title: text("policy-fair-use-of", { name }),
    lead:
      sinceMs === undefined ? text("policy-version", { version }) : text("policy-version-since", { version, since }),
    back: { label: name, href: "/" },
    ...(!stands && {
      alert: { meaning: "waiting", says: text("policy-version-old") },
    }),
    body: localizedProse(text, words) ?? "",
  });
}
