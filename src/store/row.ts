import { and, eq, sql, type Placeholder } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { Builder, Session } from "./database.ts";
import type { Tables } from "./schema.ts";

type Row<Name extends keyof Tables> = Tables[Name]["$inferSelect"];

/** Null is not looked for. */
type Key<Name extends keyof Tables> = { readonly [Column in keyof Row<Name>]?: NonNullable<Row<Name>[Column]> };

interface Prepared<Found> {
  execute(values: Record<string, unknown>): PromiseLike<Found[]>;
}

/**
 * For `limit`: the number as a part of the text. As a parameter, SQLite would look at it to plan, and so plan anew each time that it is given:
 * twenty times what finding a row takes.
 */
export const one = sql.raw("1") as unknown as Placeholder;

const kept = new WeakMap<Builder, Map<string, Prepared<unknown>>>();

/**
 * A query whose text drizzle writes once for each connection, by a name for it; its values come as `sql.placeholder`. To write it takes eight
 * times as long as to ask (docs/bench.md), and of what a message costs most is such questions. On PostgreSQL each transaction is a
 * connection of its own, and gains nothing.
 */
export function prepared<Found>(
  { q }: Session,
  name: string,
  write: () => { prepare(): Prepared<Found> },
): Prepared<Found> {
  const ofThis = kept.get(q) ?? new Map<string, Prepared<unknown>>();
  kept.set(q, ofThis);
  const found = ofThis.get(name) ?? write().prepare();
  ofThis.set(name, found);
  return found as Prepared<Found>;
}

/** The row with these values, as in `findRow(session, "actors", { id })`. */
export async function findRow<Name extends keyof Tables>(
  session: Session,
  name: Name,
  key: Key<Name>,
): Promise<Row<Name> | undefined> {
  const columns = Object.keys(key);
  const query = prepared<Row<Name>>(session, `${name} ${columns.join(" ")}`, () => rowQuery(session, name, columns));
  return (await query.execute(key))[0];
}

function rowQuery({ q, t }: Session, name: keyof Tables, names: readonly string[]) {
  const table = t[name];
  const columns = table as unknown as Readonly<Record<string, SQLiteColumn>>;
  const conditions = names.map((each) => {
    const column = columns[each];
    if (column === undefined) throw new TypeError(`${name} has no ${each}.`);
    // As a parameter of its column, so that it is written as that column writes its values.
    return eq(column, sql.param(sql.placeholder(each), column));
  });
  return q
    .select()
    .from(table)
    .where(and(...conditions))
    .limit(one);
}
