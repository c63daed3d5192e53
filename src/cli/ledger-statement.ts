import { exportStatement, findSignedStatement } from "#src/app/statement-export.ts";
import type { Context } from "#src/app/context.ts";
import type { StatementRow } from "#src/store/statements.ts";
import { CommandError, positional, type Command } from "./command.ts";
import { writeNewFile } from "./files.ts";
import { openSetUp } from "./ready.ts";

export const statement: Command = {
  name: "ledger statement",
  summary:
    "Write a statement that both coops have signed, with every entry that it counts, as a file that anyone can check",
  details: "Whoever has the file checks it with `ledger verify FILE`, on any node and offline.",
  positionals: [
    { name: "ID", help: "the statement's id or address, as its page shows it" },
    { name: "FILE", help: "the file to make" },
  ],
  async run(call) {
    const { app } = await openSetUp(call);
    const id = positional(call, 0, "ID");
    const file = positional(call, 1, "FILE");
    const row = await findSignedStatement(app, id);
    if (row === "not-found") throw new CommandError(`There is no statement ${id}.`);
    if (row === "unsigned") throw new CommandError("Only one coop has signed this statement, so it says nothing yet.");
    await writeNewFile(file, statementLines(app, row));
    const { count, fromDay, untilDay } = row;
    const what = `The statement about ${fromDay} to ${untilDay} and its ${count} entries are in ${file}.`;
    return { lines: [what], json: { file, statement: row.statement, entries: count } };
  },
};

async function* statementLines(app: Context, row: StatementRow): AsyncGenerator<string> {
  for await (const line of exportStatement(app, row)) yield `${JSON.stringify(line)}\n`;
}
