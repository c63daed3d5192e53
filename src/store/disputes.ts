import { and, desc, eq, gt, inArray, isNotNull, isNull, lt, lte, ne, or, type SQL } from "drizzle-orm";
import type { Session } from "./database.ts";
import type { EntryRow } from "./entries.ts";

/** `open`: people have something to settle; `resting`: both agreed to differ for now; `withdrawn`: taken back; `settled`: signed by both. */
export type DisputeStanding = "open" | "resting" | "withdrawn" | "settled";

export interface DisputePage {
  readonly limit: number;
  /** Only disputes about entries older than the one with this id. */
  readonly before?: string;
  readonly peerId?: string;
  readonly standings?: readonly DisputeStanding[];
  /** Only those in which we are to speak next; `us` is the IRI of our coop. */
  readonly awaitingUs?: string;
  readonly nowMs: number;
}

/** Entries that are or were disputed, the last to arrive first. The index on disputed entries alone bears it. */
export async function listDisputes({ q, t }: Session, page: DisputePage): Promise<EntryRow[]> {
  return q.select().from(t.entries).where(conditionOf(t, page)).orderBy(desc(t.entries.id)).limit(page.limit);
}

function conditionOf(t: Session["t"], page: Omit<DisputePage, "limit">): SQL | undefined {
  const { entries } = t;
  const { standings, awaitingUs } = page;
  return and(
    isNotNull(entries.disputedBy),
    page.before === undefined ? undefined : lt(entries.id, page.before),
    page.peerId === undefined ? undefined : eq(entries.peerId, page.peerId),
    standings === undefined ? undefined : or(...standings.map((standing) => standingOf(t, standing, page.nowMs))),
    awaitingUs === undefined ? undefined : and(standingOf(t, "open", page.nowMs), isOurTurn(t, awaitingUs)),
  );
}

function standingOf({ entries }: Session["t"], standing: DisputeStanding, nowMs: number): SQL | undefined {
  const isDisputed = eq(entries.state, "disputed");
  switch (standing) {
    case "open": {
      const isAwake = or(isNull(entries.differUntilMs), lte(entries.differUntilMs, nowMs));
      return and(isDisputed, isNull(entries.withdrawnAtMs), isAwake);
    }
    case "resting":
      return and(isDisputed, isNull(entries.withdrawnAtMs), gt(entries.differUntilMs, nowMs));
    case "withdrawn":
      return and(isDisputed, isNotNull(entries.withdrawnAtMs));
    case "settled":
      return eq(entries.state, "agreed");
  }
}

/** Disputes from before words were signed say no whose turn it is: then it is that of the side that did not refuse. */
const isOurTurn = ({ entries }: Session["t"], us: string): SQL | undefined =>
  or(inArray(entries.awaits, ["us", "both"]), and(isNull(entries.awaits), ne(entries.disputedBy, us)));
