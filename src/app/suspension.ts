import { placesOf, type Standing } from "#src/domain/standing.ts";
import { actorIri } from "#src/domain/iri.ts";
import { dropDeliveriesTo } from "#src/store/deliveries.ts";
import {
  dropDeliveriesToInbox,
  findFollowerInboxes,
  listRelated,
  listWaitingHosts,
  saveGivenBack,
  saveSetAside,
  saveWithheld,
  takeFollowers,
  type Among,
  type Relation,
} from "#src/store/relations.ts";
import { findRemoteActor } from "#src/store/remote-actors.ts";
import { endAttendancesOf } from "./attendance-ending.ts";
import type { Work } from "./context.ts";
import { endFollowingsOf } from "./following-ending.ts";
import { sayAll } from "./outbox.ts";
import { keepRemoteActor } from "./remote-actors.ts";
import { standingsOf } from "./standing.ts";

/** What ended with a suspension, in numbers. */
export interface Ended {
  readonly followers: number;
  readonly requests: number;
  readonly followings: number;
  readonly attendances: number;
  readonly responses: number;
}

const actorsAtOnce = 300;
/** What is said to a server that is suspended is worth saying for a week. */
export const lastWordMs = 7 * 24 * 3_600_000;

/**
 * Ends everything with those who are suspended now, in the transaction that suspends them: what waits to be said is dropped, their follows
 * are refused and ours taken back (each is told once), they come to no event of ours, and what they answered is hidden until this is lifted.
 */
export async function endWithSuspended(work: Work, among: Among): Promise<Ended> {
  await dropWaiting(work, among);
  let [followers, requests, followings, attendances] = [0, 0, 0, 0];
  for await (const actors of suspendedAmong(work, "followers", among))
    followers += await refuse(work, "followers", actors);
  for await (const actors of suspendedAmong(work, "requests", among))
    requests += await refuse(work, "requests", actors);
  for await (const actors of suspendedAmong(work, "followings", among))
    followings += await endFollowingsOf(work, actors);
  for await (const actors of suspendedAmong(work, "attendances", among))
    attendances += await endAttendancesOf(work, actors);
  return { followers, requests, followings, attendances, responses: await withhold(work, among) };
}

/** Hides what those who are suspended now answered to us. Answers how much. */
export async function withhold(work: Work, among: Among): Promise<number> {
  let responses = 0;
  for await (const actors of suspendedAmong(work, "responses", among))
    responses += await saveWithheld(work.session, actors);
  return responses;
}

/**
 * Shows what was hidden and whose authors are not suspended any longer; replies of those who are limited wait for a steward, also those
 * that everybody saw until then. Answers how much is shown as it was.
 */
export async function giveBack(work: Work, among: Among): Promise<number> {
  let responses = 0;
  for (const relation of ["withheld", "responses"] as const) {
    for await (const { actors, standings } of pages(work, relation, among)) {
      const those = (wanted: Standing) => actors.filter((actor) => standings.get(actor) === wanted);
      const [open, limited] = [those("open"), those("limited")];
      if (open.length > 0) responses += await saveGivenBack(work.session, open);
      if (limited.length > 0) await saveSetAside(work.session, limited);
    }
  }
  return responses;
}

async function* suspendedAmong(work: Work, relation: Relation, among: Among): AsyncGenerator<readonly string[]> {
  for await (const { actors, standings } of pages(work, relation, among)) {
    const suspended = actors.filter((actor) => standings.get(actor) === "suspended");
    if (suspended.length > 0) yield suspended;
  }
}

async function* pages(work: Work, relation: Relation, among: Among) {
  let after: string | undefined;
  for (;;) {
    const found = await listRelated(work.session, relation, {
      among,
      limit: actorsAtOnce,
      ...(after === undefined ? {} : { after }),
    });
    const actors = found.filter((actor) => isAmong(actor, among));
    if (actors.length > 0) yield { actors, standings: await standingsOf(work.session, actors) };
    after = found.at(-1);
    if (found.length < actorsAtOnce) return;
  }
}

/** The store finds a text in an address; here it is looked at exactly. */
function isAmong(iri: string, among: Among): boolean {
  if (among === "all") return true;
  if ("actor" in among) return iri === among.actor;
  return placesOf(iri).includes(among.domain);
}

async function dropWaiting(work: Work, among: Among): Promise<void> {
  if (among !== "all" && "actor" in among) {
    const inbox = await knownInbox(work, among.actor);
    if (inbox !== undefined) await dropDeliveriesToInbox(work.session, inbox, work.nowMs());
    return;
  }
  const hosts = (await listWaitingHosts(work.session, among)).filter((host) => isAmong(host, among));
  const standings = await standingsOf(work.session, hosts);
  for (const host of hosts)
    if (standings.get(host) === "suspended") await dropDeliveriesTo(work.session, host, work.nowMs());
}

/** Where somebody hears us. Of whom nothing else is known, it is kept: by it they are left out of everything from now on. */
async function knownInbox(work: Work, actor: string): Promise<string | undefined> {
  const known = await findRemoteActor(work.session, actor);
  if (known !== undefined) return known.inbox;
  const heard = await findFollowerInboxes(work.session, actor);
  if (heard === undefined) return undefined;
  const { inbox, sharedInbox } = heard;
  const { pathname, host } = new URL(actor);
  const name = pathname.split("/").findLast((part) => part !== "") ?? host;
  const card = { actor, type: "Person", address: `${name.replace(/^@/, "")}@${host}`, name, url: actor, inbox };
  await keepRemoteActor(work, { ...card, ...(sharedInbox === null ? {} : { sharedInbox }), alsoKnownAs: [] });
  return inbox;
}

/** Each Follow is refused by name, so that the other server forgets it too. */
async function refuse(work: Work, relation: "followers" | "requests", actors: readonly string[]): Promise<number> {
  const taken = await takeFollowers(work.session, relation, actors);
  const expiresAtMs = work.nowMs() + lastWordMs;
  await sayAll(
    work,
    taken.map(({ actorId, follower, follow, inbox }) => ({
      from: actorId,
      inbox,
      message: { type: "follower-reject", follow, follower, object: actorIri(work.origin, actorId) },
      expiresAtMs,
    })),
  );
  return taken.length;
}
