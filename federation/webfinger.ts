import { actorIri, nodeActorId } from "#src/domain/iri.ts";
import type { Context } from "#src/app/context.ts";
import { findActor } from "#src/store/actors.ts";

/**
 * WebFinger of the bare origin answers the node actor (FEP-d556). Undefined for every other resource: actors are Fedify's matter.
 * Both relations are given, the one of the FEP and the one that every other resource has.
 */
export async function webFingerOfOrigin(app: Context, url: URL): Promise<Response | undefined> {
  const resource = url.searchParams.get("resource") ?? "";
  if (url.pathname !== "/.well-known/webfinger" || resource.replace(/\/$/, "") !== app.origin) return undefined;
  if ((await findActor(app.database, nodeActorId)) === undefined) return undefined;
  const node = actorIri(app.origin, nodeActorId);
  const link = { type: "application/activity+json", href: node };
  const document = {
    subject: resource,
    aliases: [node],
    links: [
      { rel: "https://www.w3.org/ns/activitystreams#Service", ...link },
      { rel: "self", ...link },
    ],
  };
  return new Response(JSON.stringify(document), {
    headers: { "content-type": "application/jrd+json", "access-control-allow-origin": "*" },
  });
}
