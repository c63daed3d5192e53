import { findActor } from "#src/store/actors.ts";
import { findUserOfMember } from "#src/store/member-records.ts";
import { findUser, updateUser } from "#src/store/people.ts";
import { transact, type Context } from "./context.ts";

/**
 * Says with which account a member signs in, so that their consents, their export and their erasure are in their own hands. Null: with
 * none. A member has one account at most, and an account one member. Answers false when there is no such member or account.
 */
export function linkAccount(context: Context, memberId: string, userId: string | null): Promise<boolean> {
  return transact(context, async (work) => {
    const member = await findActor(work.session, memberId);
    if (member?.kind !== "member" || member.deletedAtMs !== null) return false;
    const before = await findUserOfMember(work.session, memberId);
    if (before !== undefined && before.id !== userId) await updateUser(work.session, before.id, { memberId: null });
    if (userId === null) return true;
    if ((await findUser(work.session, userId)) === undefined) return false;
    await updateUser(work.session, userId, { memberId });
    return true;
  });
}
