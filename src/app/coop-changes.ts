import { coopActorId, nodeActorId } from "#src/domain/iri.ts";
import { updateActor } from "#src/store/actors.ts";
import { updateCoop, type Coop } from "#src/store/coop.ts";
import { listResources } from "#src/store/resources.ts";
import { transact, type Context, type Work } from "./context.ts";
import { requireCoop } from "./coop.ts";
import { nextFairUse } from "./fair-use.ts";
import { tellPartners } from "./peers.ts";
import { publishProposals } from "./publication.ts";

/** What a steward may change later; the handle and the origin stay, since others have stored them. */
export type CoopChanges = Partial<
  Omit<Coop, "id" | "origin" | "handle" | "fairUseVersion" | "createdAtMs" | "updatedAtMs">
>;

/** Changes what the coop says about itself. Another fair-use text gets the next version. @throws before set-up. */
export async function changeCoop(context: Context, changes: CoopChanges): Promise<Coop> {
  return transact(context, async (work) => {
    const updatedAtMs = work.nowMs();
    const before = await requireCoop(work);
    const fairUseVersion = await nextFairUse(work, before, changes.fairUse);
    await updateCoop(work.session, { ...changes, fairUseVersion, updatedAtMs });
    const coop = await requireCoop(work);
    if (!isShownOtherwise(before, coop)) return coop;
    for (const id of [coopActorId, nodeActorId])
      await updateActor(work.session, id, { name: coop.name, summary: coop.summary, updatedAtMs });
    await refreshAllProposals(work);
    await tellPartners(work);
    return coop;
  });
}

/** What other nodes see of a coop; the rest is its own business. */
const shown = ["name", "summary", "fairUse", "region", "languages", "defaultLanguage", "listed"] as const;

const isShownOtherwise = (before: Coop, after: Coop): boolean =>
  shown.some((part) => JSON.stringify(before[part]) !== JSON.stringify(after[part]));

/** Proposals carry the coop's region: those who see them are told when it changed. */
async function refreshAllProposals(work: Work): Promise<void> {
  for (const resource of await listResources(work.session, { limit: Number.MAX_SAFE_INTEGER }))
    await publishProposals(work, resource);
}
