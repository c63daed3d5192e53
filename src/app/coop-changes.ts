import { coopActorId, nodeActorId } from "#src/domain/iri.ts";
import { updateActor } from "#src/store/actors.ts";
import { updateCoop, type Coop } from "#src/store/coop.ts";
import { listResources } from "#src/store/resources.ts";
import { note } from "./audit.ts";
import { giveBack, withhold } from "./suspension.ts";
import { transact, type Context, type Work } from "./context.ts";
import { requireCoop } from "./coop.ts";
import { nextFairUse } from "./fair-use.ts";
import { tellPartners } from "./peers.ts";
import { publishProposals } from "./publication.ts";

/** What a steward may change later; the handle and the origin stay, since others have stored them. */
export type CoopChanges = Partial<
  Omit<
    Coop,
    "id" | "origin" | "handle" | "fairUseVersion" | "createdAtMs" | "updatedAtMs" | "absentSinceMs" | "stewardSeenAtMs"
  >
>;

/** Changes what the coop says about itself. Another fair-use text gets the next version. @throws before set-up. */
export async function changeCoop(context: Context, changes: CoopChanges): Promise<Coop> {
  return transact(context, async (work) => {
    const updatedAtMs = work.nowMs();
    const before = await requireCoop(work);
    const fairUseVersion = await nextFairUse(work, before, changes.fairUse);
    await updateCoop(work.session, { ...changes, fairUseVersion, updatedAtMs });
    const coop = await requireCoop(work);
    await noteChanges(work, before, coop);
    await settleModes(work, before, coop);
    if (!isShownOtherwise(before, coop)) return coop;
    for (const id of [coopActorId, nodeActorId])
      await updateActor(work.session, id, { name: coop.name, summary: coop.summary, updatedAtMs });
    await refreshAllProposals(work);
    await tellPartners(work);
    return coop;
  });
}

/** Which settings changed; what they are is on the page of settings. */
async function noteChanges(work: Work, before: Coop, after: Coop): Promise<void> {
  const parts = Object.keys(after) as (keyof Coop)[];
  const changed = parts.filter(
    (part) => part !== "updatedAtMs" && JSON.stringify(before[part]) !== JSON.stringify(after[part]),
  );
  if (changed.length === 0) return;
  await note(work, { act: "settings.change", subject: after.origin, detail: { changed: changed.join(", ") } });
}

/** With an allow list, who is not on it is as good as suspended: their answers are hidden until it is given up. Nothing else ends. */
async function settleModes(work: Work, before: Coop, after: Coop): Promise<void> {
  if (before.federation === after.federation) return;
  if (after.federation === "allow-list") await withhold(work, "all");
  else await giveBack(work, "all");
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
