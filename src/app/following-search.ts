import type { FoundActor, Partners } from "./partners.ts";

/**
 * Finds whom somebody means by what they typed: `@user@host`, the address of a profile, or the name of a site alone. A site mostly has one account that
 * speaks for it, named like the site or `blog` (WordPress); else its front page may lead to its actor. Three questions at most.
 */
export async function findWhom({ findActor }: Pick<Partners, "findActor">, typed: string): Promise<FoundActor> {
  const address = typed.trim();
  const site = /^(?:https?:\/\/)?([^\s/@?#]+\.[^\s/@?#]+|localhost:\d+)\/?$/i.exec(address)?.[1];
  if (site === undefined) return findActor(address);
  const host = site.toLowerCase();
  const name = host.replace(/:\d+$/, "");
  const front = /^https?:/i.test(address) ? address : `https://${host}/`;
  let first: FoundActor | undefined;
  for (const candidate of [`@${name}@${host}`, `@blog@${host}`, front]) {
    const found = await findActor(candidate);
    if ("found" in found || found.failed === "suspended" || found.failed === "unreachable") return found;
    first ??= found;
  }
  return first ?? findActor(address);
}
