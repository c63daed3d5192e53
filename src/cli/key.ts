import { listCoopKeys, revokeKey, rotateKey, type OurKey } from "#src/app/key-rotation.ts";
import { columns, CommandError, given, moment, positional, UsageError, type Command } from "./command.ts";
import { openSetUp } from "./ready.ts";

const list: Command = {
  name: "key list",
  summary: "List the coop's ledger keys: the one that signs, and those before it",
  async run(call) {
    const { app } = await openSetUp(call);
    const keys = await listCoopKeys(app);
    return {
      lines: columns([["ID", "MADE", "STATE"], ...keys.map((key) => [key.id, moment(key.createdAtMs), stateOf(key)])]),
      json: { items: keys.map(describe) },
    };
  },
};

const backUp = "Make a new backup and a new recovery kit now: those from before hold only keys that sign no more.";

const rotate: Command = {
  name: "key rotate",
  summary: "Make a new ledger key; partners follow by themselves",
  details: "The old key and the new one both sign the news. What the old one signed until now stays as it is.",
  async run(call) {
    const { app } = await openSetUp(call);
    const key = await rotateKey(app);
    return { lines: [`${key.id} signs from now on. Partners are told.`, backUp], json: describe(key) };
  },
};

const revoke: Command = {
  name: "key revoke",
  summary: "Say that somebody else has had a ledger key, and since when",
  details:
    "When it is the key that signs now, a new one takes its place. Partners take that only once their stewards have compared its id with you, by telephone for instance. What they had not seen of the old key by then counts no more, save what the log vouches for.",
  positionals: [{ name: "ID", help: "the key, from `key list`" }],
  options: {
    "compromised-since": { value: "TIME", help: "in UTC, as in 2026-11-22T18:00:00Z", required: true },
  },
  async run(call) {
    const id = positional(call, 0, "ID");
    const since = given(call, "compromised-since");
    const sinceMs = /^\d{4}-\d\d-\d\d/.test(since) ? Date.parse(since) : Number.NaN;
    if (!Number.isSafeInteger(sinceMs))
      throw new UsageError(`--compromised-since should be a time as in 2026-11-22T18:00:00Z, not "${since}".`);
    const { app } = await openSetUp(call);
    const done = await revokeKey(app, { id, sinceMs });
    switch (done.outcome) {
      case "done":
        return {
          lines: [
            `${id} counts no more. ${done.key.id} signs now.`,
            `Tell every partner this id, not over this server: ${done.key.id}`,
            backUp,
          ],
          json: { revoked: id, key: describe(done.key) },
        };
      case "not-found":
        throw new CommandError(`There is no ledger key ${id}. \`key list\` shows them.`);
      case "already":
        throw new CommandError(`${id} was revoked as compromised before.`);
      case "ahead":
        throw new CommandError("That time lies ahead.");
    }
  },
};

function stateOf({ revokedAtMs, compromisedAtMs, isOvertaken }: OurKey): string {
  if (compromisedAtMs !== null) return `compromised since ${moment(compromisedAtMs)}`;
  if (isOvertaken) return "was replaced after this copy of the node; run: key rotate";
  return revokedAtMs === null ? "signs" : `replaced ${moment(revokedAtMs)}`;
}

const instant = (atMs: number): string => new Date(atMs).toISOString();

const describe = ({ id, publicKeyMultibase, createdAtMs, revokedAtMs, compromisedAtMs }: OurKey) => ({
  id,
  publicKeyMultibase,
  createdAt: instant(createdAtMs),
  ...(revokedAtMs === null ? {} : { revokedAt: instant(revokedAtMs) }),
  ...(compromisedAtMs === null ? {} : { compromisedSince: instant(compromisedAtMs) }),
});

export const keyCommands: readonly Command[] = [list, rotate, revoke];
