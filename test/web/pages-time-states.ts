import { listRequests, offerForRequest, publishRequest, withdrawRequest } from "#src/app/requests.ts";
import { listResourceViews } from "#src/app/resources.ts";
import type { Slot } from "#src/domain/slot.ts";
import type { PagesNode, Visitor } from "./pages-node.ts";
import type { Partner } from "./pages-partner.ts";

/** Needs of both sides in every state, and addresses of calendars; answers the paths of their pages. */
export async function fillTimes(
  node: PagesNode,
  { partner, steward, slot }: { readonly partner: Partner; readonly steward: Visitor; readonly slot: Slot },
): Promise<readonly string[]> {
  const need = { seats: 30, audience: "partners", languages: ["ca"], features: ["captions"], ...slot } as const;
  await publishRequest(node.app, { ...need, title: { en: "A room for the spring assembly", ca: "Una sala" } });
  await publishRequest(node.app, { ...need, audience: "public", title: { en: "Nobody has answered" } });
  const over = await publishRequest(node.app, { ...need, title: { en: "Not needed" } });
  if (over.outcome === "done") await withdrawRequest(node.app, over.request.id);
  await publishRequest(partner.app, { ...need, title: { ml: "പൊതുയോഗം" } });
  await partner.carry();
  const [hall] = (await listResourceViews(partner.app, { limit: 1 })).items;
  const [, answered] = (await listRequests(partner.app, { limit: 9, whose: "theirs" })).items;
  const answer = { resourceId: hall?.id ?? "", seats: 40, terms: { kind: "gift" } } as const;
  await offerForRequest(partner.app, answered?.id ?? "", answer);
  await partner.carry();
  await steward.post("/feeds", { kind: "agreements" }, { from: "/feeds" });
  const all = (await listRequests(node.app, { limit: 100 })).items;
  const gone = over.outcome === "done" ? [`/requests/${over.request.id}`] : [];
  return ["/feeds", "/requests", "/requests/new", ...gone, ...all.map(({ id }) => `/requests/${id}`)];
}
