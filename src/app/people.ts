import { deleteUser, findUser } from "#src/store/people.ts";
import { transact, type Context } from "./context.ts";

/**
 * Takes somebody's account away, with every passkey and session of theirs. Answers false when there is no such person, or it is whoever
 * asks: so one steward always stays.
 */
export function removePerson(context: Context, id: string, by: { readonly id: string }): Promise<boolean> {
  return transact(context, async ({ session }) => {
    if (id === by.id || (await findUser(session, id)) === undefined) return false;
    await deleteUser(session, id);
    return true;
  });
}
