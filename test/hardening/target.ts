import "temporal-polyfill/global";
import { createHash } from "node:crypto";
import { getTableName, is, Table } from "drizzle-orm";
import type { Context } from "#src/app/context.ts";
import type { Database } from "#src/store/database.ts";
import { openFederation, type Federation } from "#federation/federation.ts";
import { openCoop, type Clock } from "#test/federation/ground.ts";
import { memoryDatabase } from "#test/rig.ts";

/** A coop as others reach it, without a socket in between. */
export interface Target {
  readonly app: Context;
  readonly origin: string;
  readonly federation: Federation;
  readonly inbox: string;
  readonly coop: string;
  /** Answers a request as if it came from an address. */
  take(request: Request, remoteAddress?: string): Promise<Response>;
  close(): Promise<void>;
}

export interface TargetOptions {
  readonly allowPrivateAddresses?: boolean;
  readonly clock?: Clock;
  /** Where it keeps everything; in memory unless given. */
  readonly database?: Database;
  /** What stands behind the federation; a page that says so unless given. */
  readonly next?: (app: Context, federation: Federation) => (request: Request) => Promise<Response>;
}

export async function openTarget(options: TargetOptions = {}): Promise<Target> {
  const { allowPrivateAddresses = true, clock } = options;
  const origin = "https://here.example";
  const opened = await openCoop(options.database ?? (await memoryDatabase()), clock ?? { nowMs: 0 }, origin);
  const app: Context = clock === undefined ? { ...opened, nowMs: () => Date.now() } : opened;
  const federation = openFederation({ app, config: { allowPrivateAddresses, trustedProxies: [] } });
  const page = async (): Promise<Response> => new Response("a page", { headers: { "content-type": "text/html" } });
  const next = options.next?.(app, federation) ?? page;
  return {
    app,
    origin,
    federation,
    inbox: `${origin}/inbox`,
    coop: `${origin}/actors/coop`,
    take: (request, remoteAddress = "192.0.2.1") => federation.fetch(request, { remoteAddress, next }),
    close: () => app.database.close(),
  };
}

/** What may change though nothing was believed: when hosts were seen, and what Fedify keeps for itself. */
const changing = new Set(["hosts", "key_values"]);

/** An answer to an event whose author took it back: nothing in it names them any more. */
const wasSomebody = /"actor":null,"join":null,.*"state":"left"/;

/** A digest of all that the store holds; without what names a server, when one is given: what it may say of itself. */
export async function stateOf({ q, t }: Database, except?: string): Promise<string> {
  const digest = createHash("sha256");
  const theirs: string[] = [];
  const kept: (readonly [name: string, lines: readonly string[]])[] = [];
  for (const table of Object.values(t) as unknown[]) {
    if (!is(table, Table) || changing.has(getTableName(table))) continue;
    const rows = await q.select().from(table as never);
    const isTheirs = (line: string): boolean =>
      except !== undefined && (line.includes(except) || wasSomebody.test(line));
    const lines = Map.groupBy(
      (rows as object[]).map((row) => JSON.stringify(row)),
      isTheirs,
    );
    theirs.push(...(lines.get(true) ?? []).flatMap((line) => /"id":"([^"]+)"/.exec(line)?.[1] ?? []));
    kept.push([getTableName(table), lines.get(false) ?? []]);
  }
  for (const [name, all] of kept) {
    // What stands in a timeline names what was said there by its id alone.
    const lines = all.filter((line) => !theirs.some((id) => line.includes(id))).toSorted();
    digest.update(`${name} ${lines.length}\n${lines.join("\n")}\n`);
  }
  return digest.digest("hex");
}
