import { checkOrigin } from "#src/app/coop.ts";
import { createInvite } from "#src/app/invites.ts";
import { findUser } from "#src/store/people.ts";
import { CommandError, given, moment, type Command } from "./command.ts";
import { readRole, roles } from "./token.ts";

const create: Command = {
  name: "invite create",
  summary: "Make a one-time link that lets a person in",
  details:
    "It works once and for 24 hours. Without --user it makes a new person; with it, it replaces that person's lost passkey.",
  options: {
    role: { value: "ROLE", help: "what the person may do", required: true, choices: roles },
    name: { value: "NAME", help: "suggested to the person as their name" },
    user: { value: "ID", help: "the person whose passkey is lost" },
  },
  async run(call) {
    const { app } = await call.open();
    const { name, user } = call.options;
    await checkOrigin(app);
    if (user !== undefined && (await findUser(app.database, user)) === undefined) {
      throw new CommandError(`There is no person with the id ${user}.`);
    }
    const invite = await createInvite(app, {
      purpose: user === undefined ? "invite" : "recover",
      role: readRole(given(call, "role")),
      ...(user === undefined ? {} : { userId: user }),
      ...(name === undefined ? {} : { name }),
    });
    return {
      lines: [`This link works once, until ${moment(invite.expiresAtMs)}:`, "", `  ${invite.url}`],
      json: { url: invite.url, id: invite.id, expiresAt: new Date(invite.expiresAtMs).toISOString() },
    };
  },
};

export const inviteCommands: readonly Command[] = [create];
