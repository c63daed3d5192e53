import { actorIri, localActorId } from "#src/domain/iri.ts";
import type { LocalizedText } from "#src/domain/language.ts";
import { findActor, findActorByHandle } from "#src/store/actors.ts";
import type { Session } from "#src/store/database.ts";
import { findRemoteActor } from "#src/store/remote-actors.ts";
import { transact, type Context } from "./context.ts";
import type { Partners } from "./partners.ts";
import { keepRemoteActor } from "./remote-actors.ts";

export interface FoundOrganisers {
  /** IRIs, in order. */
  readonly organisers: readonly string[];
  /** What was typed where nobody was found. */
  readonly unknown: readonly string[];
}

/**
 * Looks up organisers before anything is decided: ours by their id, handle or address, others by `@user@host` or the address of their actor. No
 * network call is made inside of a transaction.
 */
export async function findOrganisers(
  { app, partners }: { readonly app: Context; readonly partners: Partners },
  typed: readonly string[],
): Promise<FoundOrganisers> {
  const wanted = [...new Set(typed.map((one) => one.trim()).filter((one) => one !== ""))];
  const found = await Promise.all(wanted.map((one) => findOne(app, partners, one)));
  return {
    organisers: [...new Set(found.filter((iri) => iri !== undefined))],
    unknown: wanted.filter((_, index) => found[index] === undefined),
  };
}

async function findOne(app: Context, partners: Partners, typed: string): Promise<string | undefined> {
  const named = ownNameIn(app.origin, typed);
  if (named !== undefined) return findOurs(app, named);
  if ((await findRemoteActor(app.database, typed)) !== undefined) return typed;
  const found = await partners.findActor(typed);
  if ("failed" in found) return undefined;
  await transact(app, (work) => keepRemoteActor(work, found.found));
  return found.found.actor;
}

/** The id or handle of one of ours that is meant; undefined when it is somebody elsewhere. */
function ownNameIn(origin: string, typed: string): string | undefined {
  const [user = "", host, ...more] = typed.replace(/^@/, "").split("@");
  if (host !== undefined && more.length === 0) return host.toLowerCase() === new URL(origin).host ? user : undefined;
  return localActorId(origin, typed) ?? (URL.canParse(typed) ? undefined : typed.replace(/^@/, ""));
}

async function findOurs({ database, origin }: Context, name: string): Promise<string | undefined> {
  const actor = (await findActor(database, name)) ?? (await findActorByHandle(database, name));
  const isThere = actor !== undefined && actor.deletedAtMs === null && actor.kind !== "node";
  return isThere ? actorIri(origin, actor.id) : undefined;
}

/** An organiser as pages show them. */
export interface OrganiserView {
  readonly actor: string;
  /** Their page. */
  readonly url: string;
  readonly name: LocalizedText;
  /** `user@host`, of somebody elsewhere: only our coop says that they organise it. */
  readonly address?: string;
}

/** Those who organise an event, by name. Members are named as they are on their own page; whoever is gone is left out. */
export async function listOrganisers(
  session: Session,
  origin: string,
  iris: readonly string[],
): Promise<readonly OrganiserView[]> {
  const views = await Promise.all(iris.map((iri) => viewOf(session, origin, iri)));
  return views.filter((view) => view !== undefined);
}

async function viewOf(session: Session, origin: string, iri: string): Promise<OrganiserView | undefined> {
  const id = localActorId(origin, iri);
  if (id !== undefined) {
    const actor = await findActor(session, id);
    if (actor === undefined || actor.deletedAtMs !== null) return undefined;
    // Who does not consent to be found is an address here as well.
    const name = actor.kind === "member" && !actor.discoverable ? { und: `@${actor.handle}` } : actor.name;
    return { actor: iri, url: id === "coop" ? "/" : `/actors/${id}`, name };
  }
  const remote = await findRemoteActor(session, iri);
  if (remote === undefined || remote.deletedAtMs !== null) return undefined;
  return { actor: iri, url: remote.url, name: { und: remote.name || remote.address }, address: remote.address };
}
