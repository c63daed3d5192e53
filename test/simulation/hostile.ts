import { transact } from "#src/app/context.ts";
import { openLedgerKey } from "#src/app/ledger-keys.ts";
import type { SimNode } from "./node.ts";
import { idAt } from "./node.ts";
import { note, type Flight, type World } from "./world.ts";

type Loose = Record<string, unknown>;

/** What a liar changes in what its node says. */
const changes: readonly (readonly [name: string, change: (activity: Loose, world: World) => void])[] = [
  ["wrong digest", (activity) => Object.assign(activity, { digest: "0".repeat(64), count: 7 })],
  ["leaf withheld", (activity) => void delete (activity["log"] as Loose | undefined)?.["leaves"]],
  ["leaf changed", (activity) => changeLeaf(activity)],
  ["log withheld", (activity) => void delete activity["log"]],
  ["fake checkpoint", (activity) => fakeCheckpoint(activity)],
  [
    "fake confirmation",
    (activity) => Object.assign((activity["log"] as Loose | undefined) ?? {}, { holds: "nothing\n" }),
  ],
  ["document changed", (activity) => changeQuantity(activity)],
  ["entry of another pair", (activity, world) => replay(activity, world)],
  ["proofs doubled", (activity) => doubleProofs(activity)],
  ["no proof", (activity) => void delete documentIn(activity)?.["proof"]],
];

export function mangle(world: World, { body }: Flight): string {
  if (world.healed || !world.random.chance(40)) return body;
  const [name, change] = world.random.pick(changes);
  const activity = JSON.parse(body) as Loose;
  change(activity, world);
  note(world, `lie: ${name}`);
  return JSON.stringify(activity);
}

function documentIn({ object, result }: Loose): Loose | undefined {
  return [result, object].find((each) => typeof each === "object" && each !== null) as Loose | undefined;
}

function fakeCheckpoint({ log }: Loose): void {
  const said = log as { checkpoint: string | null } | undefined;
  if (typeof said?.checkpoint === "string") said.checkpoint = said.checkpoint.replace(/\n\d+\n/, "\n9999\n");
}

/** Reads as a leaf, and leads elsewhere than what was signed. */
function changeLeaf({ log }: Loose): void {
  const part = (log as Loose | undefined)?.["leaves"] as { leaves: string[] } | undefined;
  if (part !== undefined)
    part.leaves = part.leaves.map((leaf) => leaf.replace('"hash":"', '"hash":"0').replace(/.(","key")/, "$1"));
}

function changeQuantity(activity: Loose): void {
  const document = documentIn(activity);
  if (document?.["resourceQuantity"] === undefined) return;
  document["resourceQuantity"] = { hasUnit: "one", hasNumericalValue: "999999" };
}

/** What two others signed, said as if it were between the liar and who hears it. */
function replay(activity: Loose, world: World): void {
  const documents = world.oracle.documents();
  if (documents.length === 0 || activity["type"] !== "Create") return;
  activity["object"] = JSON.parse(world.random.pick(documents));
}

function doubleProofs(activity: Loose): void {
  const document = documentIn(activity);
  const proofs = document?.["proof"];
  if (document !== undefined && Array.isArray(proofs))
    document["proof"] = [...(proofs as unknown[]), ...(proofs as unknown[])];
}

/** Signs other content under the id of an entry that it has made before. */
export async function contradict(world: World, liar: SimNode): Promise<Flight | undefined> {
  const rows = liar.memory.connection
    .prepare<[string], { document: string; peer_id: string }>(
      "SELECT document, peer_id FROM entries WHERE maker = ? ORDER BY id",
    )
    .all(liar.coop);
  if (rows.length === 0) return undefined;
  const row = world.random.pick(rows);
  const to = world.nodes.find(({ index }) => liar.peers[index] === row.peer_id);
  if (to === undefined) return undefined;
  const { proof: _, ...content } = JSON.parse(row.document) as Loose;
  content["resourceQuantity"] = { hasUnit: "one", hasNumericalValue: String(1 + world.random.below(99)) };
  const { app } = liar;
  const key = await transact(app, (work) => openLedgerKey(work, work.session, work.nowMs()));
  const sealed = await app.seals.seal(JSON.stringify(content), key);
  const rowId = idAt(world.nowMs, world.random);
  const activity = {
    id: `${liar.origin}/messages/${rowId}`,
    type: "Create",
    actor: liar.coop,
    object: JSON.parse(sealed) as Loose,
  };
  note(world, "lie: same id, other content", String(content["id"]));
  return { from: liar, to, rowId, body: JSON.stringify(activity), isAnswered: true };
}
