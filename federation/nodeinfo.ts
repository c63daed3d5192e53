import type { NodeInfo } from "@fedify/fedify";
import type { Context } from "#src/app/context.ts";
import { version } from "#src/app/version.ts";
import { actorIri, coopActorId, nodeActorId } from "#src/domain/iri.ts";
import { countActors } from "#src/store/actors.ts";
import { countAnnouncements } from "#src/store/announcements.ts";
import { findCoop } from "#src/store/coop.ts";

export const nodeInfoPath = "/nodeinfo/2.1";

/** NodeInfo 2.1 (FEP-f1d5). Before set-up it names the software and nothing else. */
export async function nodeInfo({ database, origin }: Context): Promise<NodeInfo> {
  const coop = await findCoop(database);
  const base = {
    software: { name: "fedicoop", version },
    protocols: ["activitypub"] as const,
    openRegistrations: false,
  };
  if (coop === undefined) return { ...base, usage: { users: { total: 0 }, localPosts: 0, localComments: 0 } };
  return {
    ...base,
    usage: {
      users: { total: await countActors(database, "member") },
      localPosts: await countAnnouncements(database, coopActorId),
      localComments: 0,
    },
    metadata: {
      node: actorIri(origin, nodeActorId),
      coop: actorIri(origin, coopActorId),
      region: coop.region,
      languages: [...coop.languages],
      fairUse: { ...coop.fairUse },
      fairUseVersion: coop.fairUseVersion,
      listed: coop.listed,
      rules: `${origin}/rules`,
    },
  };
}

/** The discovery document, with the way to the node actor (FEP-2677) beside the one to NodeInfo. */
export function nodeInfoLinks(origin: string): Response {
  const links = [
    { rel: "http://nodeinfo.diaspora.software/ns/schema/2.1", href: `${origin}${nodeInfoPath}` },
    { rel: "https://www.w3.org/ns/activitystreams#Application", href: actorIri(origin, nodeActorId) },
  ];
  return new Response(JSON.stringify({ links }), {
    headers: { "content-type": "application/jrd+json", "access-control-allow-origin": "*" },
  });
}
