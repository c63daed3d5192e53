import { actorIri } from "#src/domain/iri.ts";
import type { Actor } from "#src/store/actors.ts";

/** Everything by which a steward may have named a member beside an entry: in words, by handle, by address. */
export function namesOf(origin: string, { id, handle, name }: Actor): readonly string[] {
  const { host } = new URL(origin);
  const written = [...Object.values(name), handle, `@${handle}`, `@${handle}@${host}`, `${handle}@${host}`];
  return [...new Set([...written, actorIri(origin, id)])];
}
