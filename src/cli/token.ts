import { createToken, listTokens, revokeToken, type TokenCard } from "#src/app/tokens.ts";
import type { Role } from "#src/store/coop.ts";
import { columns, CommandError, given, moment, positional, type Command } from "./command.ts";

/** From the most to the least that they may do. */
export const roles = ["steward", "operator", "member"] as const satisfies readonly Role[];

/** A role that the parser has checked against {@link roles}. */
export const readRole = (text: string): Role => roles.find((role) => role === text) ?? "member";

const create: Command = {
  name: "token create",
  summary: "Make a token for the API and show it once",
  details: "Stewards may do everything, operators what concerns resources, proposals and agreements, members read.",
  options: {
    role: { value: "ROLE", help: "what it may do", required: true, choices: roles },
    name: { value: "NAME", help: "what it is for, so that it can be told from others" },
  },
  async run(call) {
    const { app } = await call.open();
    const made = await createToken(app, {
      role: readRole(given(call, "role")),
      name: call.options["name"] ?? "command line",
    });
    return {
      lines: [
        `A ${made.role}'s token was made. It is shown only now:`,
        "",
        `  ${made.token}`,
        "",
        `Its id is ${made.id}.`,
      ],
      json: { token: made.token, id: made.id, role: made.role, name: made.name },
    };
  },
};

const list: Command = {
  name: "token list",
  summary: "List the tokens of the API; the tokens themselves are not kept",
  async run(call) {
    const { app } = await call.open();
    const tokens = await listTokens(app);
    const rows = tokens.map(({ id, role, name, ...card }) => [id, role, stateOf(card), name]);
    return {
      lines: tokens.length === 0 ? ["There are no tokens."] : columns([["ID", "ROLE", "STATE", "NAME"], ...rows]),
      json: { items: tokens.map(describe) },
    };
  },
};

const revoke: Command = {
  name: "token revoke",
  summary: "Make a token useless from now on",
  positionals: [{ name: "ID", help: "the token's id, from `token list`" }],
  async run(call) {
    const { app } = await call.open();
    const id = positional(call, 0, "ID");
    const revoked = await revokeToken(app, id);
    if (revoked === undefined)
      throw new CommandError(`There is no token with the id ${id}. \`token list\` shows them.`);
    return { lines: [`The token ${revoked.id} (${revoked.name}) opens nothing any more.`], json: describe(revoked) };
  },
};

const stateOf = ({ createdAtMs, revokedAtMs }: Pick<TokenCard, "createdAtMs" | "revokedAtMs">): string =>
  revokedAtMs === null ? `made ${moment(createdAtMs)}` : `revoked ${moment(revokedAtMs)}`;

const describe = ({ id, role, name, createdAtMs, revokedAtMs }: TokenCard) => ({
  id,
  role,
  name,
  createdAt: new Date(createdAtMs).toISOString(),
  ...(revokedAtMs === null ? {} : { revokedAt: new Date(revokedAtMs).toISOString() }),
});

export const tokenCommands: readonly Command[] = [create, list, revoke];
