import { isHandle } from "#src/domain/identity.ts";
import { actorIri } from "#src/domain/iri.ts";
import type { LocalizedText } from "#src/domain/language.ts";
import { findActor, listActors, saveActor, updateActor, withoutConsent, type Actor } from "#src/store/actors.ts";
import { requireCoop } from "./coop.ts";
import { transact, type Context, type Work } from "./context.ts";
import { dismissFollowers, tellOfChange } from "./followers.ts";
import { chooseHandle, goneHandle } from "./handles.ts";
import { exportKeys, makeKeys, saveKeys } from "./keys.ts";

/** Members are people (`Person`), circles are groups of them (`Group`); both can be followed. */
export type MemberKind = "member" | "circle";

/** A plain text counts as written in the coop's default language. */
export type GivenText = string | LocalizedText;

export interface NewMember {
  readonly name: GivenText;
  /** Lower-case letters, digits and `_`, up to 30. Made from the name when absent. */
  readonly handle?: string;
  readonly summary?: GivenText;
  /** What a member consents to: nothing unless given. Circles are groups, not people: everything unless refused. */
  readonly consents?: Partial<Consents>;
}

/** Each by itself, and each may be taken back (FEP-5feb; `toot:discoverable`, `toot:indexable`). */
export interface Consents {
  /** Their page and actor say who they are, and other servers may suggest them. Without it only the address is published. */
  readonly discoverable: boolean;
  /** Search engines, here and elsewhere, may find what they say. */
  readonly indexable: boolean;
  /** They stand in the coop's own public lists. */
  readonly listed: boolean;
}

const consentsOf = (kind: MemberKind, given: Partial<Consents> = {}): Consents => {
  const isCircle = kind === "circle";
  return { discoverable: isCircle, indexable: isCircle, listed: isCircle, ...given };
};

export type MemberOutcome =
  | { readonly outcome: "done"; readonly actor: Actor; readonly iri: string }
  | { readonly outcome: "handle-taken" }
  | { readonly outcome: "handle-malformed" }
  /** They sign in as the only steward: nobody could keep the node. */
  | { readonly outcome: "only-steward" }
  | { readonly outcome: "unknown" };

export const createMember = (context: Context, wanted: NewMember): Promise<MemberOutcome> =>
  create(context, "member", wanted);
export const createCircle = (context: Context, wanted: NewMember): Promise<MemberOutcome> =>
  create(context, "circle", wanted);

async function create(context: Context, kind: MemberKind, wanted: NewMember): Promise<MemberOutcome> {
  if (wanted.handle !== undefined && !isHandle(wanted.handle)) return { outcome: "handle-malformed" };
  const keys = await exportKeys(await makeKeys({ ledger: false }));
  return transact(context, async (work) => {
    const name = await localized(work, wanted.name);
    const handle = await chooseHandle(work, {
      name,
      fallback: kind,
      ...(wanted.handle === undefined ? {} : { handle: wanted.handle }),
    });
    if (handle === undefined) return { outcome: "handle-taken" };
    const nowMs = work.nowMs();
    const actor: Actor = {
      id: work.newId(),
      kind,
      handle,
      name,
      summary: await localized(work, wanted.summary ?? {}),
      ...withoutConsent,
      ...consentsOf(kind, wanted.consents),
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
      deletedAtMs: null,
    };
    await saveActor(work.session, actor);
    await saveKeys(work, actor.id, keys);
    return done(work, actor);
  });
}

/** What may change later; the handle stays, since others have stored it. */
export type MemberChanges = Partial<Pick<NewMember, "name" | "summary" | "consents">>;

export const changeMember = (context: Context, id: string, changes: MemberChanges): Promise<MemberOutcome> =>
  change(context, { id, kind: "member" }, changes);
export const changeCircle = (context: Context, id: string, changes: MemberChanges): Promise<MemberOutcome> =>
  change(context, { id, kind: "circle" }, changes);

interface Which {
  readonly id: string;
  readonly kind: MemberKind;
}

function change(context: Context, which: Which, { name, summary, consents }: MemberChanges): Promise<MemberOutcome> {
  return transact(context, async (work) => {
    const before = await findLiving(work, which);
    if (before === undefined) return { outcome: "unknown" };
    const changes = {
      ...(name === undefined ? {} : { name: await localized(work, name) }),
      ...(summary === undefined ? {} : { summary: await localized(work, summary) }),
      ...consents,
      updatedAtMs: work.nowMs(),
    };
    await updateActor(work.session, which.id, changes);
    await tellOfChange(work, which.id);
    return done(work, { ...before, ...changes });
  });
}

/** `told`: inboxes that know of them besides their followers'. For a person, see `member-erasure.ts`. */
export const removeMember = (context: Context, id: string, told: readonly string[] = []): Promise<MemberOutcome> =>
  remove(context, { id, kind: "member" }, told);
export const removeCircle = (context: Context, id: string): Promise<MemberOutcome> =>
  remove(context, { id, kind: "circle" }, []);

/** Nothing of a person stays but the id, and a keyed hash of the handle, which nobody else may ever bear; the address answers 410. */
function remove(context: Context, which: Which, told: readonly string[]): Promise<MemberOutcome> {
  return transact(context, async (work) => {
    const before = await findLiving(work, which);
    if (before === undefined) return { outcome: "unknown" };
    const nowMs = work.nowMs();
    const nothing = { name: {}, summary: {}, discoverable: false, ...withoutConsent };
    // That nobody else may bear it is known by a hash: a person's handle is mostly their name.
    const handle = which.kind === "member" ? goneHandle(work, before.handle) : before.handle;
    const changes = { ...nothing, handle, updatedAtMs: nowMs, deletedAtMs: nowMs };
    await updateActor(work.session, which.id, changes);
    await dismissFollowers(work, which.id, told);
    return done(work, { ...before, ...changes });
  });
}

/** A living member or circle. */
export async function findMember({ database }: Context, kind: MemberKind, id: string): Promise<Actor | undefined> {
  const actor = await findActor(database, id);
  return actor?.kind === kind && actor.deletedAtMs === null ? actor : undefined;
}

/**
 * Who looks: a steward, who keeps the members, or anybody else here, for whom those are there who consent. `everyone` is asked for by its name, so
 * that nobody sees more for want of a word.
 */
export type Sight = "everyone" | "consenting";

export const sightOf = (isSteward: boolean): Sight => (isSteward ? "everyone" : "consenting");

/** {@link findMember} for somebody's eyes: who does not consent to be found is not there. */
export async function showMember(
  context: Context,
  { kind, id, sight }: { readonly kind: MemberKind; readonly id: string; readonly sight: Sight },
): Promise<Actor | undefined> {
  const actor = await findMember(context, kind, id);
  return sight === "everyone" || actor?.discoverable === true ? actor : undefined;
}

/** Living members or circles, newest first; for others than stewards those who consent to stand in lists. */
export const listMembers = (
  { database }: Context,
  kind: MemberKind,
  { sight, ...page }: { readonly limit: number; readonly before?: string; readonly sight: Sight },
): Promise<Actor[]> => listActors(database, kind, { ...page, ...(sight === "consenting" && { listed: true }) });

async function findLiving({ session }: Work, { id, kind }: Which): Promise<Actor | undefined> {
  const actor = await findActor(session, id);
  return actor?.kind === kind && actor.deletedAtMs === null ? actor : undefined;
}

const done = ({ origin }: Work, actor: Actor): MemberOutcome => ({
  outcome: "done",
  actor,
  iri: actorIri(origin, actor.id),
});

async function localized(work: Work, text: GivenText): Promise<LocalizedText> {
  if (typeof text !== "string") return text;
  const { defaultLanguage } = await requireCoop(work);
  return text.trim() === "" ? {} : { [defaultLanguage]: text.trim() };
}
