import { isAtLeast } from "#src/domain/role.ts";
import { isUuidV7 } from "#src/domain/iri.ts";
import type { PageContext } from "#src/web/components/context.ts";
import type { Request } from "#src/web/request.ts";
import type { Role } from "#src/store/coop.ts";

/**
 * What an action did is said once, on the page that follows it, by `?done=WORD`. The words are a closed set of each page, so that no
 * link from outside can put a sentence of its own on a page of ours.
 */
export function leadTo(c: Request, path: string, done?: string): Response {
  const join = path.includes("?") ? "&" : "?";
  return c.redirect(done === undefined ? path : `${path}${join}done=${done}`, 303);
}

/** The word that came with the request, when it is one of these. */
export function readDone<Word extends string>(c: Request, words: readonly Word[]): Word | undefined {
  const said = c.req.query("done");
  return words.find((word) => word === said);
}

/** Whether whoever reads the page has at least this role, so that it offers nothing that would be refused. */
export const mayAct = ({ session }: PageContext, role: Role): boolean =>
  session !== undefined && isAtLeast(session.role, role);

/** The id in the path, or the empty text, which names nothing, when it is none of ours. */
export function idOf(c: Request, name = "id"): string {
  const id = c.req.param(name) ?? "";
  return isUuidV7(id) ? id : "";
}

/** The cursor of a list; one that was not made here counts as none. */
export function cursorOf(c: Request): { readonly cursor?: string } {
  const cursor = c.req.query("cursor") ?? "";
  return isUuidV7(cursor) ? { cursor } : {};
}
