import { actorIri } from "#src/domain/iri.ts";
import type { Actor } from "#src/store/actors.ts";
import { listNamesakes, type EntryNames } from "#src/store/member-records.ts";
import type { Context } from "./context.ts";
import { ourCoop } from "./ledger-keys.ts";

/**
 * By what a member is known beside an entry. An address means them, whoever wrote it; so does what only they are called here, in an entry of
 * ours. What somebody else here is called as well says nothing, nor do names in entries that the other coop made: those are its own people.
 */
export async function namesOf(context: Context, { id, handle, name }: Actor): Promise<EntryNames> {
  const { database, origin } = context;
  const { host } = new URL(origin);
  const written = [...new Set([...Object.values(name), handle])];
  const shared = await listNamesakes(database, { memberId: id, names: written });
  return {
    addresses: [`@${handle}@${host}`, `${handle}@${host}`, actorIri(origin, id)],
    ours: { maker: ourCoop(context), names: [`@${handle}`, ...written.filter((one) => !shared.has(one))] },
  };
}
