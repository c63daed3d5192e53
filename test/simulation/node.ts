import { transact, type Context } from "#src/app/context.ts";
import { openConfirmations, everyoneConfirmed } from "#src/app/confirmations.ts";
import { saveKeys } from "#src/app/keys.ts";
import { actorIri, coopActorId } from "#src/domain/iri.ts";
import { saveCoop } from "#src/store/coop.ts";
import type { Database } from "#src/store/database.ts";
import { openSecrets } from "#src/store/secrets.ts";
import { openSeals } from "#federation/proof.ts";
import { befriend } from "#test/app/ledger-pair.ts";
import { fragmentOf, seededKey } from "./keys.ts";
import { openMemory, type Memory, type Rows } from "./memory.ts";
import type { Random } from "./random.ts";

/** A copy of a node's store, as a backup keeps it. */
export interface Backup {
  readonly rows: Rows;
  readonly atMs: number;
}

/** One cooperative of a run: a node with a store, a clock that may be wrong, and a process that may end. */
export interface SimNode {
  readonly name: string;
  readonly index: number;
  readonly memory: Memory;
  readonly origin: string;
  readonly coop: string;
  /** Our ids of the others, by their index. */
  readonly peers: readonly string[];
  /** Does what the rules say; the others lie. */
  honest: boolean;
  app: Context;
  skewMs: number;
  backups: Backup[];
  /** The next transaction ends before its commit, as if the machine lost its power. */
  failing: boolean;
}

/** The simulation's clock, ids and keys. */
export interface Chance {
  readonly random: Random;
  nowMs: number;
}

/** Sunday, so that what is agreed later falls into the next month. */
export const startsAtMs = Date.UTC(2026, 9, 18, 8);

const seals = openSeals();

export class PowerLoss extends Error {}

/** Starts the node's process: what it knew besides its store is gone. */
export function start(node: SimNode, chance: Chance): void {
  const { origin, memory } = node;
  node.app = {
    database: failable(node, memory.database),
    secrets: secretsOf(origin),
    seals,
    confirmations: node.honest ? openConfirmations() : everyoneConfirmed(),
    origin,
    nowMs: () => chance.nowMs + node.skewMs,
    newId: openIds(node, chance),
  };
}

/** The same store, which on demand loses the power in the middle of a transaction. */
function failable(node: SimNode, database: Database): Database {
  return {
    ...database,
    transaction: (work) =>
      database.transaction(async (session) => {
        const result = await work(session);
        if (!node.failing) return result;
        node.failing = false;
        throw new PowerLoss("The power went.");
      }),
  };
}

const secrets = new Map<string, ReturnType<typeof openSecrets>>();

function secretsOf(origin: string) {
  const known = secrets.get(origin) ?? openSecrets(`a secret of ${origin} that is long enough for tests`);
  secrets.set(origin, known);
  return known;
}

/** UUIDv7 by the node's own clock, later than every one before it of the same process. */
function openIds(node: SimNode, chance: Chance): () => string {
  let last = 0;
  return () => {
    last = Math.max(chance.nowMs + node.skewMs, last + 1);
    return idAt(last, chance.random);
  };
}

export function idAt(atMs: number, random: Random): string {
  const time = atMs.toString(16).padStart(12, "0");
  const hex = (digits: number): string => (random.next() >>> (32 - 4 * digits)).toString(16).padStart(digits, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-8${hex(3)}-${hex(6)}${hex(6)}`;
}

/** Nodes that know each other, as they are before anything happened, set up once for every run of so many. */
export interface Stage {
  readonly nodes: readonly SimNode[];
  readonly beginnings: readonly Rows[];
}

const stages = new Map<number, Promise<Stage>>();

export function openStage(count: number): Promise<Stage> {
  const known = stages.get(count) ?? setStage(count);
  stages.set(count, known);
  return known;
}

async function setStage(count: number): Promise<Stage> {
  const { openRandom } = await import("./random.ts");
  const chance: Chance = { random: openRandom(count), nowMs: startsAtMs };
  const nodes: SimNode[] = [];
  for (let index = 0; index < count; index += 1) nodes.push(await setUp(index, chance));
  for (const node of nodes) {
    for (const other of nodes) {
      const id = idAt(startsAtMs, chance.random);
      (node.peers as string[]).push(id);
      if (other !== node) await befriend(node.app, other.app, { id, createdAtMs: startsAtMs, updatedAtMs: startsAtMs });
    }
  }
  return { nodes, beginnings: nodes.map(({ memory }) => memory.copy()) };
}

const letters = "abcdefghijklmnopqrstuvwxyz";

async function setUp(index: number, chance: Chance): Promise<SimNode> {
  const name = letters[index] ?? `n${index}`;
  const origin = `https://${name}.example`;
  // `start` gives it the rest: an app over its store, as it does after each crash.
  const node = {
    name,
    index,
    origin,
    coop: actorIri(origin, coopActorId),
    memory: await openMemory(),
    peers: [],
    honest: true,
    skewMs: 0,
    backups: [],
    failing: false,
  } as unknown as SimNode;
  start(node, chance);
  await transact(node.app, async (work) => {
    await saveCoop(work.session, coopOf(node));
    await saveKeys(
      work,
      coopActorId,
      ["http", "proof", "ledger"].map((use) => keyOf(node, use as "http" | "proof" | "ledger")),
    );
  });
  return node;
}

const coopOf = ({ origin, name }: SimNode): Parameters<typeof saveCoop>[1] => ({
  origin,
  handle: "coop",
  name: { en: name },
  summary: {},
  fairUse: {},
  defaultLanguage: "en",
  languages: ["en"],
  region: "Here",
  timeZone: "UTC",
  accentHue: 195,
  listed: true,
  countersign: "automatic",
  createdAtMs: startsAtMs,
  updatedAtMs: startsAtMs,
});

/** The RSA key of a real node signs nothing here. */
function keyOf({ origin }: SimNode, use: "http" | "proof" | "ledger") {
  const key = seededKey(`${origin} ${use}`);
  const { publicJwk, privateJwk } = key;
  const id = use === "ledger" ? fragmentOf(key) : use === "http" ? "main-key" : "proof-key";
  return { id, use, publicJwk, privateJwk };
}
