import { announcementIri, eventIri, isUuidV7 } from "#src/domain/iri.ts";
import { findPublished } from "#src/store/responses.ts";
import type { Session } from "#src/store/database.ts";

/** Something public of ours that others answer. */
export interface OwnObject {
  /** Its own IRI, whichever of its addresses was named. */
  readonly object: string;
  readonly kind: "announcement" | "event";
  readonly id: string;
  /** Whose it is: `coop` or a circle's id. */
  readonly actorId: string;
}

/** An announcement or event of ours by its IRI, by the one of the Note beside it, or by that of a word about it (a fragment). */
export async function findOwnObject(session: Session, origin: string, iri: string): Promise<OwnObject | undefined> {
  const rest = iri.startsWith(`${origin}/`) ? iri.slice(origin.length) : "";
  const [, folder, id = ""] = /^\/(announcements|events)\/([0-9a-f-]{36})(?:\/note)?(?:#[\w-]*)?$/.exec(rest) ?? [];
  if (folder === undefined || !isUuidV7(id)) return undefined;
  const kind = folder === "events" ? "event" : "announcement";
  const found = await findPublished(session, kind, id);
  if (found === undefined) return undefined;
  return { object: kind === "event" ? eventIri(origin, id) : announcementIri(origin, id), kind, id, ...found };
}
