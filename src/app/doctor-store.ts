import { randomUUID } from "node:crypto";
import { access, stat, statfs, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { decideClock, decideOwnError } from "#src/domain/clock.ts";
import { coopActorId, nodeActorId } from "#src/domain/iri.ts";
import {
  countLeftLying,
  countUploads,
  findLatestMoment,
  findOldestWaiting,
  listActorsWithKeys,
} from "#src/store/checkup.ts";
import { findCoop } from "#src/store/coop.ts";
import { saveProbe } from "#src/store/health.ts";
import { listClockDifferences } from "#src/store/hosts.ts";
import { countWaiting } from "#src/store/outbox.ts";
import { listPeers } from "#src/store/peers.ts";
import type { Context } from "./context.ts";
import type { DoctorParts } from "./doctor.ts";
import { found, type Found } from "./finding.ts";
import { openKeys } from "./keys.ts";

const mebi = 1024 * 1024;
const inMebibytes = (bytes: number): number => Math.ceil(bytes / mebi);

/** The database takes writes, and how large it is. */
export async function checkDatabase({ app, dataFolder }: DoctorParts): Promise<Found> {
  await app.database.transaction((session) => saveProbe(session, app.nowMs()));
  if (app.database.engine !== "sqlite") return found("database-ok-elsewhere");
  const sizes = await Promise.all(["", "-wal"].map((end) => sizeOf(join(dataFolder, `fedicoop.sqlite${end}`))));
  return found("database-ok", { mebibytes: inMebibytes(sizes.reduce((sum, size) => sum + size, 0)) });
}

const sizeOf = (file: string): Promise<number> =>
  stat(file).then(
    ({ size }) => size,
    () => 0,
  );

/** The secret opens what was encrypted with it. */
export async function checkSecret({ app }: DoctorParts): Promise<Found> {
  try {
    const keys = await Promise.all([coopActorId, nodeActorId].map((id) => openKeys(app, app.database, id)));
    return found("secret-ok", { keys: keys.flat().length });
  } catch {
    return found("secret-wrong");
  }
}

export async function checkOrigin({ app }: DoctorParts): Promise<Found> {
  const coop = await findCoop(app.database);
  if (coop === undefined) return found("origin-none");
  const configured = app.origin;
  if (coop.origin !== configured) return found("origin-other", { stored: coop.origin, configured });
  return found("origin-ok", { origin: coop.origin, address: `@${coop.handle}@${new URL(coop.origin).host}` });
}

/** Before this, no fedicoop was ever released. */
const earliestMs = Date.UTC(2026, 0, 1);
const toleratedMs = 60_000;
/** Clocks that were seen within this time count. */
const clocksSeenMs = 24 * 3_600_000;
const partnersAsked = 5;

/** Our own clock: against what the store has seen, and against those of other servers. */
export async function checkClock(parts: DoctorParts): Promise<Found> {
  const { app } = parts;
  const nowMs = app.nowMs();
  const latestMs = (await findLatestMoment(app.database)) ?? earliestMs;
  const now = moment(nowMs);
  if (nowMs < Math.max(latestMs - toleratedMs, earliestMs))
    return found("clock-store", { now, seen: moment(latestMs) });
  const differences = await clocksOf(parts, nowMs);
  // When the middle one is ahead of us, we are behind.
  const error = decideOwnError(differences);
  if (error === undefined) return found("clock-alone", { now });
  const verdict = decideClock(error);
  const facts = { now, servers: differences.length, seconds: Math.round(Math.abs(error) / 1000) };
  if (verdict === "ok") return found("clock-ok", facts);
  if (differences.length < 2) return found("clock-one", facts);
  return found(verdict === "trouble" ? "clock-trouble" : "clock-attention", facts);
}

/** What other servers' clocks differed by lately, and what a few partners' say now. */
async function clocksOf({ app, outside }: DoctorParts, nowMs: number): Promise<readonly number[]> {
  const known = await listClockDifferences(app.database, nowMs - clocksSeenMs);
  const partners = await listPeers(app.database, { states: ["partner", "limited"], limit: partnersAsked });
  const asked = await Promise.all(partners.map(({ origin }) => outside.clockOf(origin)));
  return [...known, ...asked.filter((difference) => difference !== undefined)];
}

/** "2026-11-22 23:00 UTC", the same in every language. */
const moment = (atMs: number): string => `${new Date(atMs).toISOString().slice(0, 16).replace("T", " ")} UTC`;

const scarceBytes = 512 * mebi;
const fullBytes = 64 * mebi;

/** Room, and that it may be written. With PostgreSQL the folder may never have been made: at most the secret is there. */
export async function checkDisk({ app, dataFolder }: DoctorParts): Promise<Found> {
  const folder = dataFolder;
  const room = await statfs(folder).catch(() => statfs("."));
  const mebibytes = Math.floor((room.bavail * room.bsize) / mebi);
  const isNeeded =
    app.database.engine === "sqlite" ||
    (await access(folder).then(
      () => true,
      () => false,
    ));
  if (!isNeeded) return found("disk-elsewhere");
  if (!(await isWritable(folder))) return found("disk-locked", { folder });
  if (mebibytes * mebi < fullBytes) return found("disk-full", { mebibytes });
  return mebibytes * mebi < scarceBytes ? found("disk-scarce", { mebibytes }) : found("disk-ok", { mebibytes, folder });
}

async function isWritable(folder: string): Promise<boolean> {
  const file = join(folder, `.doctor-${randomUUID()}`);
  try {
    await writeFile(file, "", { flag: "wx", mode: 0o600 });
    await unlink(file);
    return true;
  } catch {
    return false;
  }
}

/** Pictures are in the store, so that one copy of it holds everything. */
export async function checkUploads({ app }: DoctorParts): Promise<Found> {
  const { pictures, bytes } = await countUploads(app.database);
  return pictures === 0 ? found("uploads-none") : found("uploads-ok", { pictures, mebibytes: inMebibytes(bytes) });
}

const longMs = 3_600_000;
/** What is due for so long while its host does not rest was taken up by nobody. */
const lyingMs = 5 * 60_000;

export async function checkOutbox({ app }: DoctorParts): Promise<Found> {
  const { database } = app;
  const nowMs = app.nowMs();
  const [waiting, lying] = [await countWaiting(database), await countLeftLying(database, nowMs - lyingMs)];
  if (lying > 0) return found("outbox-stuck", { waiting: lying });
  const oldest = await findOldestWaiting(database);
  if (oldest === undefined || nowMs - oldest.createdAtMs < longMs) return found("outbox-ok", { waiting });
  return found("outbox-waits", { waiting, since: moment(oldest.createdAtMs), host: oldest.host });
}

const actorsLookedAt = 2_000;

/** Every actor has its keys, and the private ones belong to those that are shown. */
export async function findKeyTrouble({ app }: DoctorParts): Promise<Found | undefined> {
  const actors = await listActorsWithKeys(app.database, actorsLookedAt);
  const lacking = actors.filter(({ id, uses }) => !needed(id).every((use) => uses.includes(use)));
  if (lacking.length > 0) return found("keys-missing", { actors: named(lacking) });
  const broken: { readonly handle: string }[] = [];
  for (const actor of actors.slice(0, 50)) if (!(await fits(app, actor.id))) broken.push(actor);
  return broken.length > 0 ? found("keys-broken", { actors: named(broken) }) : undefined;
}

const needed = (id: string): readonly string[] =>
  id === coopActorId ? ["http", "proof", "ledger"] : ["http", "proof"];

const named = (actors: readonly { readonly handle: string }[]): string =>
  actors
    .slice(0, 5)
    .map(({ handle }) => `@${handle}`)
    .join(", ");

async function fits(app: Context, actorId: string): Promise<boolean> {
  try {
    const keys = await openKeys(app, app.database, actorId);
    return keys
      .filter(({ revokedAtMs }) => revokedAtMs === null)
      .every(({ publicJwk, privateJwk }) => publicJwk.n === privateJwk.n && publicJwk.x === privateJwk.x);
  } catch {
    return false;
  }
}
