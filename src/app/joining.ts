import { leadsIn } from "#src/domain/agreement-message.ts";
import type { LocalizedText } from "#src/domain/language.ts";
import type { EndCause } from "#src/domain/message.ts";
import { closesAtMs, decideHour, openBeforeMs, type PassClaims, type PassRefusal } from "#src/domain/pass.ts";
import { hasServers } from "#src/domain/pool.ts";
import { findAgreementByJoinToken, type AgreementRow } from "#src/store/agreements.ts";
import { findCoop } from "#src/store/coop.ts";
import { deleteSpentPasses, hasSpentPasses } from "#src/store/passes.ts";
import { findPeer, type Peer } from "#src/store/peers.ts";
import { findResource, type Resource } from "#src/store/resources.ts";
import { hashToken } from "#src/store/secrets.ts";
import { transact, type Context } from "./context.ts";
import { checkPass, usePass } from "./passes.ts";
import { revealAddress } from "./resources.ts";
import { findWayIn } from "./rooms.ts";
import { standingOf } from "./standing.ts";

/** How people get into a room: by an address, or by what the host will send them. */
export type WayIn = { readonly way: "address"; readonly url: string } | { readonly way: "host-sends" };

/** What the join page shows to whoever has its address. `wayIn` is there only while the room is open. */
export type Join =
  | { readonly when: "unknown" }
  | (JoinCard & { readonly when: "before" | "after" })
  | (JoinCard & { readonly when: "cancelled"; readonly cause: EndCause | null })
  | (JoinCard & { readonly when: "open"; readonly wayIn: WayIn })
  /** A room on a server of ours: people come to it from their own coop, with a pass. */
  | (JoinCard & { readonly when: "pass-wanted" });

/** What somebody meets who comes with a pass. */
export type Entrance =
  | Exclude<Join, { readonly when: "open" | "pass-wanted" | "before" }>
  /** Too early; `passUntilMs`: until when the same pass will do. It has not been used. */
  | (JoinCard & { readonly when: "waiting"; readonly passUntilMs: number })
  | (JoinCard & { readonly when: "refused"; readonly refusal: PassRefusal })
  /** The room cannot be reached now; the pass has not been used. */
  | (JoinCard & { readonly when: "out-of-reach" })
  | (JoinCard & { readonly when: "host-sends" })
  | { readonly when: "enter"; readonly url: string };

export interface JoinCard {
  readonly title: string;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  /** From when to when the room is open. */
  readonly opensAtMs: number;
  readonly closesAtMs: number;
  /** Our coop, whose room it is, and the one who meets there. */
  readonly host: LocalizedText;
  readonly guest: LocalizedText;
  readonly resource: LocalizedText;
  readonly languages: readonly string[];
  /** The page of the coop who meets there on which its people get a pass. */
  readonly back: string;
  /** Of whoever comes with a pass, as it says. */
  readonly language?: string;
}

/** Who holds the token of an accepted agreement may see what it is; where the address alone leads in, also how, while it is open. */
export async function findJoin(context: Context, token: string): Promise<Join> {
  const found = await findMeeting(context, token);
  // An address alone says nothing to whoever is suspended: neither what it leads to nor that it ever did.
  if (found === undefined || found.isBlocked) return { when: "unknown" };
  const { row, resource, card } = found;
  if (!leadsIn(row.state)) return { ...card, when: "cancelled", cause: row.endCause };
  const when = decideHour(row, context.nowMs());
  if (when === "after") return { ...card, when };
  if (hasServers(resource?.platform ?? null)) return { ...card, when: "pass-wanted" };
  return when === "open" ? { ...card, when, wayIn: addressOf(context, resource) } : { ...card, when };
}

/**
 * Lets somebody with a pass in, once. Only what opens the door uses the pass up: whoever comes too early, or when the server does
 * not answer, may come again with the same one for as long as it lives.
 */
export async function enterRoom(context: Context, token: string, pass: string): Promise<Entrance> {
  const found = await findMeeting(context, token);
  if (found === undefined) return { when: "unknown" };
  const { row, card } = found;
  if (!leadsIn(row.state)) return { ...card, when: "cancelled", cause: row.endCause };
  const when = decideHour(row, context.nowMs());
  if (when === "after") return { ...card, when };
  if (found.isBlocked) return { ...card, when: "refused", refusal: "coop-blocked" };
  const checked = await checkPass(context, row, pass);
  const theirs = { ...card, ...holderOf(checked.claims) };
  if (checked.pass === "refused") return { ...theirs, when: "refused", refusal: checked.refusal };
  const { claims } = checked;
  if (when === "before") return { ...theirs, when: "waiting", passUntilMs: claims.expiresAtMs };
  return open(context, { ...found, card: theirs }, claims);
}

const holderOf = ({ back, language }: Partial<PassClaims> = {}) => ({
  ...(back === undefined ? {} : { back }),
  ...(language === undefined ? {} : { language }),
});

interface Meeting {
  readonly row: AgreementRow;
  readonly resource: Resource | undefined;
  readonly card: JoinCard;
  /** Whether we take nothing from the coop who meets there. */
  readonly isBlocked: boolean;
}

async function findMeeting(context: Context, token: string): Promise<Meeting | undefined> {
  const { database } = context;
  const row = await findAgreementByJoinToken(database, hashToken(token));
  if (row === undefined) return undefined;
  const resource = await findResource(database, row.resourceId ?? "");
  const peer = await findPeer(database, row.peerId);
  const host = (await findCoop(database))?.name ?? {};
  const isBlocked = (await standingOf(database, row.receiver)) === "suspended";
  return { row, resource, card: cardOf(row, { host, peer, resource }), isBlocked };
}

function cardOf(
  row: AgreementRow,
  {
    host,
    peer,
    resource,
  }: { readonly host: LocalizedText; readonly peer?: Peer | undefined; readonly resource?: Resource | undefined },
): JoinCard {
  return {
    title: row.title,
    startsAtMs: row.startsAtMs,
    endsAtMs: row.endsAtMs,
    opensAtMs: row.startsAtMs - openBeforeMs,
    closesAtMs: closesAtMs(row),
    host,
    guest: peer?.name ?? {},
    resource: resource?.name ?? {},
    languages: resource?.languages ?? [],
    // The agreement's own address, on the server of the coop that made it, is a page for its people.
    back: row.agreement,
  };
}

/** The way first, then the pass: a server that does not answer costs nobody their pass. */
async function open(context: Context, { row, card }: Meeting, claims: PassClaims): Promise<Entrance> {
  const { subject, role, name, language } = claims;
  const way = await findWayIn(context, row, { subject, role, name, language });
  if (way.way === "out-of-reach") return { ...card, when: "out-of-reach" };
  if (way.way === "ended") return { ...card, when: "after" };
  if (!(await usePass(context, row, claims))) return { ...card, when: "refused", refusal: "used" };
  return way.way === "address" ? { when: "enter", url: way.url } : { ...card, when: "host-sends" };
}

function addressOf(context: Context, resource: Resource | undefined): WayIn {
  if (resource === undefined) return { way: "host-sends" };
  const url = revealAddress(context, resource);
  return url === undefined ? { way: "host-sends" } : { way: "address", url };
}

/** Forgets used passes that have expired. Answers how many. Looks first, so that a quiet second writes nothing. */
export async function forgetUsedPasses(context: Context): Promise<number> {
  const nowMs = context.nowMs();
  if (!(await hasSpentPasses(context.database, nowMs))) return 0;
  return transact(context, ({ session }) => deleteSpentPasses(session, nowMs));
}
