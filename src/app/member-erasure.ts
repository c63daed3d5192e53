import { actorIri } from "#src/domain/iri.ts";
import {
  findUserOfMember,
  forgetActor,
  forgetKeptAnswers,
  forgetOrganiser,
  listEntriesOfPerson,
  listInboxesTold,
} from "#src/store/member-records.ts";
import { deleteUser, listUsers, type User } from "#src/store/people.ts";
import { note } from "./audit.ts";
import { transact, type Context } from "./context.ts";
import { forgetWords } from "./entry-forgetting.ts";
import { findMember, removeMember, type MemberOutcome } from "./members.ts";
import { namesOf } from "./member-names.ts";

/**
 * Erases a member, here and wherever they were known: their words beside entries (the partner is asked to do the same; what was signed
 * holds no personal data and stays), their profile (410 for ever, and everyone who ever heard from them is told), and their account with
 * everything in it. Each step stands by itself and may be repeated, so that one that was interrupted is done again whole; the profile goes
 * last. The only steward cannot be erased: nobody could keep the node.
 */
export async function eraseMember(context: Context, id: string): Promise<MemberOutcome> {
  const { database, origin } = context;
  const actor = await findMember(context, "member", id);
  if (actor === undefined) return { outcome: "unknown" };
  const user = await findUserOfMember(database, id);
  if (user !== undefined && (await isOnlySteward(context, user))) return { outcome: "only-steward" };
  const names = await namesOf(context, actor);
  const entries = await listEntriesOfPerson(database, names);
  for (const entry of entries) await forgetWords(context, entry.id);
  const iri = actorIri(origin, id);
  const known = [
    iri,
    ...names.addresses,
    ...names.ours.names,
    ...Object.values(actor.name),
    ...entries.map((entry) => entry.id),
  ];
  await transact(context, async (work) => {
    await note(work, { act: "member.erase", subject: id });
    await forgetOrganiser(work.session, iri);
    await forgetKeptAnswers(work.session, known);
    if (user === undefined) return;
    await deleteUser(work.session, user.id);
    await forgetActor(work.session, user.id);
  });
  return removeMember(context, id, await listInboxesTold(database, id));
}

async function isOnlySteward({ database }: Context, user: User): Promise<boolean> {
  const others = (await listUsers(database)).filter(({ id, role }) => role === "steward" && id !== user.id);
  return user.role === "steward" && others.length === 0;
}
