import type { LocalizedText } from "#src/domain/language.ts";
import type { Database } from "#src/store/database.ts";
import { listPeers } from "#src/store/peers.ts";

/** More coops than this no page names; what is beyond shows its address. */
const most = 2000;

/** What the coops that we know are called, by our id of them. */
export async function peerNames(database: Database): Promise<ReadonlyMap<string, LocalizedText>> {
  const peers = await listPeers(database, { limit: most });
  return new Map(peers.map(({ id, name, origin }) => [id, hasName(name) ? name : { und: new URL(origin).host }]));
}

/** What one coop calls itself, or its address when it says nothing. */
export const nameOf = ({ name, origin }: { readonly name: LocalizedText; readonly origin: string }): LocalizedText =>
  hasName(name) ? name : { und: new URL(origin).host };

const hasName = (name: LocalizedText): boolean => Object.values(name).some((words) => words.trim() !== "");
