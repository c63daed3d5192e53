import { Hono } from "hono";
import type { Context } from "#src/app/context.ts";
import { openKeys } from "#src/app/keys.ts";
import { coopActorId } from "#src/domain/iri.ts";
import { saveProbe } from "#src/store/health.ts";
import { countWaiting } from "#src/store/outbox.ts";

/** How long an answer of `/readyz` is good for: a flood of probes must not become a flood of writes. */
const freshMs = 2000;

type Parts = Readonly<Record<"store" | "outbox" | "keys", "ok" | "failing">>;

/** `GET /livez`: the process answers. `GET /readyz`: the store takes writes, the outbox can be read, the secret opens the keys. */
export function openHealth(app: Context): Hono {
  let last: { readonly atMs: number; readonly parts: Promise<Parts> } | undefined;
  return new Hono()
    .get("/livez", (c) => c.json({ status: "ok" }))
    .get("/readyz", async (c) => {
      if (last === undefined || app.nowMs() - last.atMs > freshMs) last = { atMs: app.nowMs(), parts: examine(app) };
      const parts = await last.parts;
      const ready = Object.values(parts).every((part) => part === "ok");
      return c.json({ status: ready ? "ok" : "failing", ...parts }, ready ? 200 : 503);
    });
}

async function examine(app: Context): Promise<Parts> {
  const { database } = app;
  const [store, outbox, keys] = await Promise.all([
    works(database.transaction((session) => saveProbe(session, app.nowMs()))),
    works(countWaiting(database)),
    works(openKeys(app, database, coopActorId)),
  ]);
  return { store, outbox, keys };
}

const works = (attempt: Promise<unknown>): Promise<"ok" | "failing"> =>
  attempt.then(
    () => "ok" as const,
    () => "failing" as const,
  );
