import { importLedger } from "#src/app/ledger-import.ts";
import { positional, type Command } from "./command.ts";
import { linesOfFile } from "./files.ts";
import { inSentence } from "./ledger-verify.ts";
import { openSetUp } from "./ready.ts";

export const importing: Command = {
  name: "ledger import",
  summary: "Take a ledger file into our books: our own restores them, a partner's brings what it signed",
  details:
    "The whole file is read before anything is taken; every document is verified. On a node without entries our own file also brings back partners and older keys of ours; elsewhere that needs --trust-keys. An import that was broken off is simply done again.",
  positionals: [{ name: "FILE", help: "a file made by `ledger export`, ours or a partner's" }],
  options: { "trust-keys": { help: "the keys and partners in the file are ours, although there are books already" } },
  async run(call) {
    const file = positional(call, 0, "FILE");
    const { app } = await openSetUp(call);
    const trustKeys = call.switches.has("trust-keys");
    const done = await inSentence(file, () => importLedger(app, { open: () => linesOfFile(file), trustKeys }));
    const { taken, known, troubles, troubleCount } = done;
    return {
      lines: [
        ...troubles.map(({ about, trouble }) => `${about}: ${trouble}`),
        `${taken} lines were taken in, ${known} were known, ${troubleCount} were not taken.`,
      ],
      json: done,
      failed: troubleCount > 0,
    };
  },
};
