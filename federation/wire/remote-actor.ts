import { z } from "zod";
import { readable, unreadable, type Read } from "./json.ts";

/** Where an actor of another server is reached. */
export interface RemoteActor {
  readonly inbox: string;
  readonly sharedInbox?: string;
}

const iri = z.url({ protocol: /^https?$/ }).max(2000);
const actor = z.object({
  id: iri,
  inbox: iri,
  endpoints: z
    .object({ sharedInbox: iri.optional().catch(undefined) })
    .optional()
    .catch(undefined),
});

/** Reads an actor's document, which must be the one of `wanted`. A shared inbox counts when it is on the inbox's server. */
export function readRemoteActor(document: unknown, wanted: string): Read<RemoteActor> {
  const parsed = actor.safeParse(document);
  if (!parsed.success) return unreadable(z.prettifyError(parsed.error));
  const { id, inbox, endpoints } = parsed.data;
  if (new URL(id).href !== new URL(wanted).href) return unreadable(`the document is of ${id}`);
  const shared = endpoints?.sharedInbox;
  const usable = shared !== undefined && new URL(shared).origin === new URL(inbox).origin;
  return readable({ inbox, ...(usable ? { sharedInbox: shared } : {}) });
}
