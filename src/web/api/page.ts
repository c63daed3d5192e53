import { Hono } from "hono";
import { html } from "hono/html";
import { card } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { copyable } from "#src/web/components/copyable.ts";
import { facts } from "#src/web/components/facts.ts";
import { table } from "#src/web/components/table.ts";
import { renderPage } from "#src/web/layout.ts";
import type { WebEnvironment, WebParts } from "#src/web/request.ts";
import { schemaOf, tagOf } from "./openapi.ts";
import { problems } from "./problem.ts";
import type { Route } from "./route.ts";
import { routes } from "./routes.ts";
import { shapeOf } from "./shape.ts";

/** The page at `/api` that shows every call, from the same declarations that answer them. To be mounted among the pages. */
export function apiPages({ app }: Pick<WebParts, "app">): Hono<WebEnvironment> {
  return new Hono<WebEnvironment>().get("/api", (c) => c.html(renderApi(c.get("page"), app.origin)));
}

function renderApi(page: PageContext, origin: string): Html {
  const { text } = page;
  const tags = [...new Set(routes.map(tagOf))];
  return renderPage(page, {
    title: text("api-title"),
    lead: text("api-lead"),
    body: html`${copyable(page, { label: text("api-address"), value: `${origin}/api/v1` })}
      <p><a href="/api/v1/openapi.json">${text("api-description")}</a></p>
      <pre class="code" lang="en" dir="ltr"><code>curl -H "Authorization: Bearer $TOKEN" ${origin}/api/v1/node</code></pre>
      <nav aria-label="${text("api-contents")}"><ul>${tags.map((tag) => html`<li><a href="#${tag}">${tag}</a></li>`)}</ul></nav>
      ${tags.map((tag) => group(page, tag))}
      ${problemList(page)}`,
  });
}

const group = (page: PageContext, tag: string): Html => html`<section class="section">
  <header class="section-head"><h2 id="${tag}" lang="en">${tag}</h2></header>
  ${routes.filter((route) => tagOf(route) === tag).map((route) => call(page, route))}
</section>`;

function call({ text }: PageContext, route: Route): Html {
  const query = shapeOf(schemaOf(route.query, "input"));
  const body = shapeOf(schemaOf(route.body, "input"));
  const isEmpty = (shape: string): boolean => shape === "{}";
  return card({
    title: html`<code dir="ltr">${route.method.toUpperCase()} ${route.path}</code>`,
    meta: html`<span lang="en">${route.summary}</span>`,
    body: html`<div lang="en" dir="ltr">
      ${route.description !== undefined && html`<p>${route.description}</p>`}
      ${facts([
        [text("api-role"), route.role],
        [text("api-query"), !isEmpty(query) && code(query)],
        [text("api-body"), !isEmpty(body) && code(body)],
        [
          `${text("api-answer")} ${route.status}`,
          route.status === 204 ? "–" : code(shapeOf(schemaOf(route.answer, "output"))),
        ],
      ])}
    </div>`,
  });
}

const code = (shape: string): Html => html`<pre class="code"><code>${shape}</code></pre>`;

const problemList = ({ text }: PageContext): Html => html`<section class="section">
  <header class="section-head"><h2 id="problems">${text("api-problems")}</h2></header>
  <div lang="en" dir="ltr">${table({
    caption: text("api-problems"),
    captionHidden: true,
    columns: [
      { label: text("api-problem"), cell: ([name]) => html`<code id="problem-${name}">${name}</code>` },
      { label: text("api-status"), cell: ([, { status }]) => String(status), numeric: true },
      { label: text("api-meaning"), cell: ([, { title, help }]) => `${title}. ${help}` },
    ],
    rows: Object.entries(problems),
  })}</div>
</section>`;
