import { leadsIn } from "#src/domain/agreement-message.ts";
import type { LocalizedText } from "#src/domain/language.ts";
import { findAgreementByJoinToken, type AgreementRow } from "#src/store/agreements.ts";
import { findCoop } from "#src/store/coop.ts";
import { findPeer } from "#src/store/peers.ts";
import { findResource, type Resource } from "#src/store/resources.ts";
import { hashToken } from "#src/store/secrets.ts";
import type { Context } from "./context.ts";
import { revealAddress } from "./resources.ts";

/** How long before the slot the room opens. */
export const openBeforeMs = 15 * 60_000;

/** How people get into a room: by an address, or by what the host will send them. */
export type WayIn = { readonly way: "address"; readonly url: string } | { readonly way: "host-sends" };

/** What the join page shows. `wayIn` is there only while the room is open. */
export type Join =
  | { readonly when: "unknown" }
  | (JoinCard & { readonly when: "before" | "after" | "cancelled" })
  | (JoinCard & { readonly when: "open"; readonly wayIn: WayIn });

export interface JoinCard {
  readonly title: string;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  /** From when on the room is open. */
  readonly opensAtMs: number;
  /** Our coop, whose room it is, and the one who meets there. */
  readonly host: LocalizedText;
  readonly guest: LocalizedText;
  readonly resource: LocalizedText;
  readonly languages: readonly string[];
}

/** Who holds the token of an accepted agreement may see what it is and, from shortly before until its end, the way in. */
export async function findJoin(context: Context, token: string): Promise<Join> {
  const row = await findAgreementByJoinToken(context.database, hashToken(token));
  if (row === undefined) return { when: "unknown" };
  const resource = await findResource(context.database, row.resourceId ?? "");
  const card = await cardOf(context, row, resource);
  const when = whenOf(row, context.nowMs());
  return when === "open" ? { ...card, when, wayIn: wayInto(context, resource) } : { ...card, when };
}

async function cardOf({ database }: Context, row: AgreementRow, resource: Resource | undefined): Promise<JoinCard> {
  return {
    title: row.title,
    startsAtMs: row.startsAtMs,
    endsAtMs: row.endsAtMs,
    opensAtMs: row.startsAtMs - openBeforeMs,
    host: (await findCoop(database))?.name ?? {},
    guest: (await findPeer(database, row.peerId))?.name ?? {},
    resource: resource?.name ?? {},
    languages: resource?.languages ?? [],
  };
}

function whenOf(row: AgreementRow, nowMs: number): "cancelled" | "before" | "open" | "after" {
  if (!leadsIn(row.state)) return "cancelled";
  if (nowMs < row.startsAtMs - openBeforeMs) return "before";
  return nowMs < row.endsAtMs ? "open" : "after";
}

function wayInto(context: Context, resource: Resource | undefined): WayIn {
  if (resource === undefined) return { way: "host-sends" };
  const url = revealAddress(context, resource);
  return url === undefined ? { way: "host-sends" } : { way: "address", url };
}
