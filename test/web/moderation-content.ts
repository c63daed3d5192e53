import { announce } from "#src/app/announcements.ts";
import { addBlockList, refreshList } from "#src/app/block-lists.ts";
import type { Context } from "#src/app/context.ts";
import { transact } from "#src/app/context.ts";
import { changeCoop } from "#src/app/coop-changes.ts";
import { follow } from "#src/app/followers.ts";
import { decideDrafts } from "#src/app/list-drafts.ts";
import { ruleAccount, ruleDomain } from "#src/app/moderation.ts";
import { keepRemoteActor } from "#src/app/remote-actors.ts";
import { hearReport, reportFromPage } from "#src/app/reports.ts";
import { actorIri, coopActorId } from "#src/domain/iri.ts";

/** A node with something on every page of moderation; answers the list's id and the address of a post. */
export async function fillModeration(app: Context): Promise<{ readonly listId: string; readonly object: string }> {
  const coop = actorIri(app.origin, coopActorId);
  await changeCoop(app, {
    rules: [
      { en: "Be kind. Nobody is attacked for who they are.", ca: "Sigueu amables." },
      { en: "No advertising that nobody asked for." },
    ],
    publishBlocks: true,
  });
  await ruleDomain(app, { domain: "loud.example", standing: "limited", publicComment: "Shouts" });
  await ruleDomain(app, { domain: "spam.example", standing: "suspended", publicComment: "Spam", obfuscate: true });
  await ruleDomain(app, { domain: "good.spam.example", standing: "allowed", privateComment: "Our friends" });
  const one = "https://loud.example/users/one";
  const card = { actor: one, inbox: `${one}/inbox`, url: one, type: "Person", alsoKnownAs: [] };
  await transact(app, (work) => keepRemoteActor(work, { ...card, name: "One Person", address: "one@loud.example" }));
  await follow(app, { follow: `${one}/follows/1`, follower: one, object: coop, inbox: card.inbox });
  await ruleAccount(app, { actor: "https://else.example/users/two", standing: "suspended", reason: "Harasses people" });
  const said = await announce(app, { content: { en: "Hello" } });
  const object = said.outcome === "done" ? said.object : coop;
  await reportFromPage(app, { object, comment: "I think this is wrong." });
  const flag = { flag: "https://loud.example/flags/1", reporter: "https://loud.example/actor", comment: "Spam" };
  await hearReport(app, { ...flag, objects: [coop, object] });
  const url = "https://lists.example/blocks.csv";
  const added = await addBlockList(app, { url, kind: "block", name: "A careful list", apply: "draft" });
  const listId = added.outcome === "done" ? added.list.id : "";
  const text =
    "#domain,#severity,#public_comment\nbad.example,suspend,Why\nworse.example,silence,\nworst.example,suspend,";
  await refreshList(app, { fetchList: async () => ({ outcome: "fetched", text }) }, { id: listId });
  await decideDrafts(app, { listId, act: "accept", domains: ["worst.example"] });
  return { listId, object };
}

export const moderationPaths = ({ listId }: { readonly listId: string }): readonly string[] => [
  "/moderation",
  "/moderation?search=spam",
  "/moderation/follow-requests",
  "/moderation/lists",
  `/moderation/lists/${listId}`,
  `/moderation/lists/${listId}?state=applied`,
  "/moderation/import",
  "/moderation/settings",
  "/rules/edit",
  "/reports",
  "/audit",
  "/audit?act=domain",
];
