import { readFileSync } from "node:fs";
import { makeRecoveryKit, readRecoveryKit, restoreRecoveryKit, type RecoveryKit } from "#src/app/recovery-kit.ts";
import type { Context } from "#src/app/context.ts";
import { CommandError, type OpenedNode } from "./command.ts";
import { writeNewFile } from "./files.ts";

/** Writes the kit of a node into a new file that its owner alone can read. */
export async function writeKit(app: Context, { file, secret }: { readonly file: string; readonly secret: string }) {
  const kit = await makeRecoveryKit(app, secret);
  if (kit === undefined) throw new CommandError("This node has not been set up yet: there is nothing to recover.");
  await writeNewFile(file, inOnePiece(`${JSON.stringify(kit, null, 2)}\n`));
  return {
    lines: [
      `The recovery kit of ${kit.origin} is in ${file}: its keys, and the addresses and keys of ${kit.peers.length} peers.`,
      "Whoever has it can sign in the coop's name. Keep it away from this machine, where nobody else gets at it.",
      "Make it anew when keys change or partners are added.",
    ],
    json: { recoveryKit: file, origin: kit.origin, keys: kit.keys.length, peers: kit.peers.length },
  };
}

async function* inOnePiece(text: string): AsyncGenerator<string> {
  yield await Promise.resolve(text);
}

/** @throws {CommandError} when the file is no kit. */
export function readKit(file: string): RecoveryKit {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    throw new CommandError(`${file} is no recovery kit: it is not JSON.`);
  }
  const kit = readRecoveryKit(json);
  if (kit === undefined)
    throw new CommandError(`${file} is no recovery kit of this version, or parts of it are missing.`);
  return kit;
}

/** Makes the node of a kit in an empty store that is opened with the kit's secret. */
export async function restoreKit({ app, config }: OpenedNode, kit: RecoveryKit) {
  if (!(await restoreRecoveryKit(app, kit)))
    throw new CommandError("There is a coop in this store already. A kit is restored into an empty one.");
  const { origin, createdAt, peers } = kit;
  const other =
    config.origin === origin ? [] : [`Start it with FEDICOOP_ORIGIN=${origin}: now it would be ${config.origin}.`];
  return {
    lines: [
      `The node of ${origin} is made again from its kit of ${createdAt.slice(0, 10)}, with ${peers.length} peers.`,
      ...other,
      "When it starts, it asks its partners for what it had signed, and signs nothing for a partner before that.",
      "People, rooms, offers and agreements are not in a kit. Next: `invite create --role steward`, then npm start.",
    ],
    json: { restored: true, origin, createdAt, peers: peers.length },
  };
}
