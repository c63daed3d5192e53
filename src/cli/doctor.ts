import { statfs } from "node:fs/promises";
import { openKeys } from "#src/app/keys.ts";
import { ConfigError } from "#src/config.ts";
import { coopActorId, nodeActorId } from "#src/domain/iri.ts";
import { findLatestMoment, findOldestWaiting } from "#src/store/checkup.ts";
import { findCoop } from "#src/store/coop.ts";
import { saveProbe } from "#src/store/health.ts";
import { countWaiting } from "#src/store/outbox.ts";
import { listPeers, type Peer } from "#src/store/peers.ts";
import { moment, type Call, type Command, type OpenedNode } from "./command.ts";

/** What one look came to. `advice` says what to do about trouble. */
interface Finding {
  readonly ok: boolean;
  readonly says: string;
  readonly advice?: string;
}
type Check = Finding & { readonly check: string };

const fine = (says: string): Finding => ({ ok: true, says });
const trouble = (says: string, advice: string): Finding => ({ ok: false, says, advice });

const doctor: Command = {
  name: "doctor",
  summary: "Look whether everything is in order, and say what to do where it is not",
  async run(call) {
    const checks = await examine(call);
    const ok = checks.every((check) => check.ok);
    const troubles = checks.filter((check) => !check.ok).length;
    return {
      lines: [
        ...checks.flatMap(linesOf),
        "",
        ok ? "Everything is in order." : `${troubles} of ${checks.length} need attention.`,
      ],
      json: { ok, checks },
      failed: !ok,
    };
  },
};

const linesOf = ({ ok, check, says, advice }: Check): readonly string[] => [
  `${ok ? "ok     " : "trouble"}  ${check}: ${says}`,
  ...(advice === undefined ? [] : [`         → ${advice}`]),
];

async function examine(call: Call): Promise<readonly Check[]> {
  const opened = await open(call);
  if ("says" in opened) return [{ check: opened.check, ok: false, says: opened.says, advice: opened.advice }];
  const checks: Check[] = [{ check: "configuration", ...fine(`read; the data is in ${placeOf(opened)}`) }];
  for (const [check, look] of looks) checks.push({ check, ...(await looked(look, opened)) });
  return checks;
}

type Look = (node: OpenedNode) => Promise<Finding>;

/** A look that fails is a finding too: the rest is still worth seeing. */
async function looked(look: Look, node: OpenedNode): Promise<Finding> {
  try {
    return await look(node);
  } catch (error) {
    return trouble(error instanceof Error ? error.message : String(error), "Look at the node's log, and try again.");
  }
}

async function open(
  call: Call,
): Promise<OpenedNode | { readonly check: string; readonly says: string; readonly advice: string }> {
  try {
    return await call.open();
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error);
    if (error instanceof ConfigError)
      return { check: "configuration", says, advice: "Correct the environment or the .env file." };
    return {
      check: "database",
      says,
      advice: "See that the data folder or DATABASE_URL can be reached and written by this user.",
    };
  }
}

const placeOf = ({ app, config }: OpenedNode): string =>
  app.database.engine === "sqlite" ? config.dataFolder : "PostgreSQL";

async function checkDatabase({ app }: OpenedNode): Promise<Finding> {
  await app.database.transaction((session) => saveProbe(session, app.nowMs()));
  return fine("takes writes");
}

async function checkSecret({ app }: OpenedNode): Promise<Finding> {
  try {
    const keys = await Promise.all([coopActorId, nodeActorId].map((id) => openKeys(app, app.database, id)));
    return fine(`opens ${keys.flat().length} keys`);
  } catch {
    return trouble(
      "does not open the keys in the store",
      "Set the secret that the node was set up with (FEDICOOP_SECRET, or the file `secret` of a backup).",
    );
  }
}

async function checkOrigin({ app }: OpenedNode): Promise<Finding> {
  const coop = await findCoop(app.database);
  if (coop === undefined)
    return trouble(
      "the node is not set up",
      "Open the link that `npm start` prints, or run: npm run fedicoop -- setup --help",
    );
  if (coop.origin === app.origin) return fine(`${coop.origin}, @${coop.handle}@${new URL(coop.origin).host}`);
  return trouble(
    `stored is ${coop.origin}, configured ${app.origin}`,
    `Set FEDICOOP_ORIGIN=${coop.origin}, or, while there are no followers and no peers: npm run fedicoop -- setup --origin ${app.origin}`,
  );
}

const toleratedMs = 60_000;
/** Before this, no fedicoop was ever released. */
const earliestMs = Date.UTC(2026, 0, 1);

async function checkClock({ app }: OpenedNode): Promise<Finding> {
  const nowMs = app.nowMs();
  const latestMs = (await findLatestMoment(app.database)) ?? earliestMs;
  if (nowMs >= latestMs - toleratedMs && nowMs >= earliestMs) return fine(moment(nowMs));
  return trouble(
    `says ${moment(nowMs)}, but the store has seen ${moment(latestMs)}`,
    "Set the machine's clock, best by NTP: other nodes refuse messages from another time.",
  );
}

const scarceBytes = 512 * 1024 * 1024;

async function checkDisk({ config }: OpenedNode): Promise<Finding> {
  const { bavail, bsize } = await statfs(config.dataFolder).catch(() => statfs("."));
  const free = `${Math.floor((bavail * bsize) / 1024 / 1024)} MiB are free`;
  return bavail * bsize > scarceBytes
    ? fine(free)
    : trouble(free, "Make room: a full disk stops everything that is to be kept.");
}

const longMs = 3_600_000;

async function checkOutbox({ app }: OpenedNode): Promise<Finding> {
  const [count, oldest] = [await countWaiting(app.database), await findOldestWaiting(app.database)];
  if (oldest === undefined || app.nowMs() - oldest.createdAtMs < longMs) return fine(`${count} messages wait`);
  const why = oldest.lastError === null ? "" : ` (${oldest.lastError})`;
  return trouble(
    `${count} messages wait, the oldest since ${moment(oldest.createdAtMs)} for ${oldest.host}${why}`,
    "See that the node runs and that this host can be reached; nothing is lost meanwhile.",
  );
}

async function checkAnswer({ app }: OpenedNode): Promise<Finding> {
  const address = `${app.origin}/readyz`;
  try {
    const { status } = await fetch(address, { signal: AbortSignal.timeout(5000), redirect: "manual" });
    return status === 200
      ? fine(`${address} is ready`)
      : trouble(`${address} answers ${status}`, "Look at the node's log, and at the proxy in front of it.");
  } catch {
    return trouble(`${address} does not answer`, "Start the node (npm start), and see that its origin leads to it.");
  }
}

async function checkPeers({ app, partners }: OpenedNode): Promise<Finding> {
  const peers = await listPeers(app.database, { states: ["partner", "limited"], limit: 100 });
  if (peers.length === 0) return fine("there are none yet");
  const answers = await Promise.all(peers.map(async (peer: Peer) => ({ peer, ...(await partners.check(peer.id)) })));
  const away = answers.filter(({ reachable }) => !reachable);
  if (away.length === 0) return fine(`all ${peers.length} answer`);
  const named = away.map(({ peer, problem }) => `${peer.origin} (${problem ?? "no answer"})`).join(", ");
  return trouble(
    `${away.length} of ${peers.length} do not answer: ${named}`,
    "Nothing is lost: messages are repeated until they are back.",
  );
}

const looks: readonly (readonly [string, Look])[] = [
  ["database", checkDatabase],
  ["secret", checkSecret],
  ["origin", checkOrigin],
  ["clock", checkClock],
  ["disk", checkDisk],
  ["outbox", checkOutbox],
  ["node", checkAnswer],
  ["peers", checkPeers],
];

export const doctorCommands: readonly Command[] = [doctor];
