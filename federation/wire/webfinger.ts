import { z } from "zod";

const link = z.object({
  rel: z.string(),
  type: z.string().optional(),
  href: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional(),
});
const links = z.object({ links: z.array(z.unknown()) });

const activityType = /^application\/(activity\+json|ld\+json)\b/i;
/** FEP-2677: the `Application` actor of a server, in its NodeInfo links. */
const applicationRelation = "https://www.w3.org/ns/activitystreams#Application";

function readLinks(document: unknown): readonly z.infer<typeof link>[] {
  const parsed = links.safeParse(document);
  if (!parsed.success) return [];
  return parsed.data.links.slice(0, 100).flatMap((each) => {
    const one = link.safeParse(each);
    return one.success ? [one.data] : [];
  });
}

/** The actor that a WebFinger answer (RFC 7033) leads to. */
export function readActorLink(document: unknown): string | undefined {
  return readLinks(document).find(({ rel, type }) => rel === "self" && activityType.test(type ?? ""))?.href;
}

/** The node actor that `/.well-known/nodeinfo` leads to. */
export function readNodeLink(document: unknown): string | undefined {
  return readLinks(document).find(({ rel }) => rel === applicationRelation)?.href;
}
