import { findCoop } from "#src/store/coop.ts";
import { countThoseWhoKnowUs, saveOrigin } from "#src/store/origin.ts";
import { transact, type Context } from "./context.ts";

export type OriginOutcome =
  | { readonly outcome: "moved" | "same" }
  | { readonly outcome: "not-set-up" }
  | { readonly outcome: "known"; readonly origin: string; readonly followers: number; readonly peers: number };

/** Changes the stored public origin, as long as nobody on another server has stored it. `origin` has no trailing slash. */
export async function moveOrigin(context: Context, origin: string): Promise<OriginOutcome> {
  return transact(context, async ({ session, nowMs }) => {
    const coop = await findCoop(session);
    if (coop === undefined) return { outcome: "not-set-up" };
    if (coop.origin === origin) return { outcome: "same" };
    const known = await countThoseWhoKnowUs(session);
    if (known.followers > 0 || known.peers > 0) return { outcome: "known", origin: coop.origin, ...known };
    await saveOrigin(session, origin, nowMs());
    return { outcome: "moved" };
  });
}
