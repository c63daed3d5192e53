import { findPresence } from "./absence.ts";
import type { Context } from "./context.ts";
import { found, type Found } from "./finding.ts";

const dayOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);

/** Whether stewards look after the node, before it closes for strangers by itself. */
export async function checkStewards(context: Context): Promise<Found> {
  const presence = await findPresence(context);
  switch (presence.presence) {
    case "here":
      return found("stewards-ok");
    case "warning":
      return found("stewards-soon", { day: dayOf(presence.closesAtMs) });
    case "closed":
      return found("stewards-closed", { day: dayOf(presence.sinceMs) });
  }
}
