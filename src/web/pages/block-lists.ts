import type { Hono } from "hono";
import {
  addBlockList,
  changeBlockList,
  listSubscriptions,
  refreshList,
  removeBlockList,
  type RefreshOutcome,
} from "#src/app/block-lists.ts";
import { decideDrafts, type DraftAct } from "#src/app/list-drafts.ts";
import { listItems } from "#src/store/block-lists.ts";
import { keepTyped } from "#src/web/components/typed.ts";
import { field, fieldValues, only, readForm } from "#src/web/forms.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";
import { doneWords, renderList, renderLists, type Done } from "./block-lists-view.ts";
import { idOf, leadTo, readDone } from "./done.ts";
import { listRefusals } from "./moderation-words.ts";
import { renderProblem } from "./problem.ts";

const perPage = 200;
const states = ["draft", "retracted", "applied", "excepted"] as const;

/** Lists of blocked or allowed domains that others publish and that we follow. */
export function blockListPages(parts: WebParts, pages: Hono<WebEnvironment>): void {
  const { app, partners } = parts;
  pages.get("/moderation/lists", only("steward"), async (c) =>
    c.html(renderLists(c.get("page"), await listSubscriptions(app), readDone(c, doneWords))),
  );
  pages.post("/moderation/lists", only("steward"), async (c) => {
    const body = await readForm(c);
    const added = await addBlockList(app, {
      url: field(body, "url"),
      name: field(body, "name").slice(0, 200),
      kind: field(body, "kind") === "allow" ? "allow" : "block",
      apply: field(body, "apply") === "automatic" ? "automatic" : "draft",
    });
    if (added.outcome === "done") {
      const { id } = added.list;
      return leadTo(c, `/moderation/lists/${id}`, wordFor(await refreshList(app, partners, { id })));
    }
    const page = c.get("page");
    const typed = keepTyped(body, { url: page.text(listRefusals[added.outcome]) });
    return c.html(renderLists({ ...page, typed }, await listSubscriptions(app), undefined), 422);
  });
  pages.get("/moderation/lists/:id", only("steward"), (c) => showList(parts, c));
  actRoutes(parts, pages);
}

const wordFor = ({ outcome }: RefreshOutcome): Done => {
  switch (outcome) {
    case "done":
    case "same":
      return "fetched";
    case "shrunk":
      return "shrunk";
    case "failed":
    case "unknown":
      return "unfetched";
  }
};

async function showList({ app }: WebParts, c: Request): Promise<Response> {
  const id = idOf(c);
  const list = (await listSubscriptions(app)).find((one) => one.id === id);
  if (list === undefined) return renderProblem(c, "not-found");
  const asked = c.req.query("state");
  const state =
    states.find((one) => one === asked) ??
    (list.counts.draft > 0 ? "draft" : list.counts.retracted > 0 ? "retracted" : "applied");
  const after = (c.req.query("after") ?? "").slice(0, 253);
  const page = { limit: perPage + 1, ...(after === "" ? {} : { after }) };
  const found = await listItems(app.database, { listId: id, state, ...page });
  return c.html(
    renderList(c.get("page"), {
      list,
      state,
      items: found.slice(0, perPage),
      next: found.length > perPage ? found[perPage - 1]?.domain : undefined,
      done: readDone(c, doneWords),
    }),
  );
}

const acts: readonly DraftAct[] = ["accept", "except", "restore"];

function actRoutes({ app, partners }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.post("/moderation/lists/:id/entries", only("steward"), async (c) => {
    const body = await readForm(c);
    const [name = "", all] = field(body, "act").split(" ");
    const act = acts.find((one) => one === name);
    if (act === undefined) return renderProblem(c, "not-found");
    const domains = all === "all" ? ("all" as const) : fieldValues(body, "domain");
    const done = await decideDrafts(app, { listId: idOf(c), act, domains });
    if (done.outcome === "unknown") return renderProblem(c, "not-found");
    return leadTo(c, `/moderation/lists/${idOf(c)}`, done.skipped.length > 0 ? "skipped" : "decided");
  });
  pages.post("/moderation/lists/:id/refresh", only("steward"), async (c) => {
    const isConfirmed = field(await readForm(c), "confirmed") === "yes";
    return leadTo(
      c,
      `/moderation/lists/${idOf(c)}`,
      wordFor(await refreshList(app, partners, { id: idOf(c), isConfirmed })),
    );
  });
  pages.post("/moderation/lists/:id/apply", only("steward"), async (c) => {
    const apply = field(await readForm(c), "apply") === "automatic" ? "automatic" : "draft";
    if (!(await changeBlockList(app, idOf(c), { apply }))) return renderProblem(c, "not-found");
    return leadTo(c, `/moderation/lists/${idOf(c)}`, "changed");
  });
  pages.post("/moderation/lists/:id/remove", only("steward"), async (c) =>
    (await removeBlockList(app, idOf(c))) ? leadTo(c, "/moderation/lists", "removed") : renderProblem(c, "not-found"),
  );
}
