import { openConfirmations } from "#src/app/confirmations.ts";
import type { Context } from "#src/app/context.ts";
import type { Side } from "./ledger-pair.ts";

/** All rows of a store as they are at one moment: a backup. */
export type Copy = readonly (readonly [table: string, rows: readonly object[]])[];

type Database = Context["database"];
type AnyTable = Database["t"]["coop"];

// All tables are written and read alike here, whatever their columns: one of them stands for any.
const tablesOf = ({ t }: Pick<Database, "t">): readonly (readonly [string, AnyTable])[] =>
  Object.entries(t) as unknown as readonly (readonly [string, AnyTable])[];

/** Takes a copy of a side's store. */
export async function copyOf({ app }: Side): Promise<Copy> {
  const { q } = app.database;
  const copy: (readonly [string, readonly object[]])[] = [];
  for (const [name, table] of tablesOf(app.database)) copy.push([name, await q.select().from(table)]);
  return copy;
}

/** The side as it starts from an old copy: what came later is gone, and no partner has confirmed anything. */
export async function startedFrom(side: Side, copy: Copy): Promise<Side> {
  const rows = new Map(copy);
  await side.app.database.transaction(async ({ q, t }) => {
    for (const [name, table] of tablesOf({ t })) {
      await q.delete(table);
      const old = (rows.get(name) ?? []) as (typeof table.$inferInsert)[];
      if (old.length > 0) await q.insert(table).values(old);
    }
  });
  return { ...side, app: { ...side.app, confirmations: openConfirmations() } };
}
