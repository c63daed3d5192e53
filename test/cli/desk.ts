import "temporal-polyfill/global";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { v7 as uuidV7 } from "uuid";
import { vi } from "vitest";
import { everyoneConfirmed } from "#src/app/confirmations.ts";
import { openDoctor } from "#src/app/doctor.ts";
import { openOutside } from "#federation/outside.ts";
import { openSeals } from "#federation/proof.ts";
import type { Partners } from "#src/app/partners.ts";
import type { OpenedNode } from "#src/cli/command.ts";
import { runCommand } from "#src/cli/commands.ts";
import { parseConfig } from "#src/config.ts";
import { openDatabase } from "#src/store/database.ts";
import { findingWords } from "#src/web/doctor-words.ts";
import { openText } from "#src/web/text.ts";
import { openSecrets, readSecretFile } from "#src/store/secrets.ts";
import { freshPostgres, temporaryFolder, useCleanup } from "#test/rig.ts";
import type { CommandResult } from "#test/rig/process.ts";

export type Settings = Readonly<Record<string, string>>;

/** A node that was never started, and its operator: commands run in this process, one after the other. */
export interface Desk {
  readonly folder: string;
  readonly settings: Settings;
  run(...args: readonly string[]): Promise<CommandResult>;
  /** The one JSON document of a command that succeeds. @throws when it does not. */
  json<T = Record<string, unknown>>(...args: readonly string[]): Promise<T>;
  /** The same node under other settings. */
  with(settings: Settings): Desk;
}

const alone: Partners = {
  lookUp: (address) => Promise.resolve({ failed: "unreachable", detail: `${address} does not answer.` }),
  reconcile: () => Promise.resolve({ state: "unreachable", entries: 0, digest: "", sent: 0, received: 0 }),
  check: () => Promise.resolve({ reachable: false }),
  findActor: () => Promise.resolve({ failed: "not-found", detail: "There is nobody." }),
  fetchList: async () => ({ outcome: "failed", detail: "Nothing answers here." }),
  findObject: () => Promise.resolve({ failed: "not-found", detail: "There is nothing." }),
};

/** Call it at the top of a test file. */
export function useDesks(): (engine: "sqlite" | "postgres") => Promise<Desk> {
  const later = useCleanup();
  return async (engine) => {
    const folder = temporaryFolder();
    later(folder.remove);
    return deskWith(folder.path, {
      FEDICOOP_DATA: join(folder.path, "data"),
      ...(engine === "sqlite" ? {} : await postgres()),
    });
  };
}

const postgres = async (): Promise<Settings> => ({
  DATABASE_URL: await freshPostgres("empty"),
  FEDICOOP_SECRET: randomBytes(32).toString("hex"),
});

function deskWith(folder: string, settings: Settings): Desk {
  const run = (...args: readonly string[]): Promise<CommandResult> =>
    captured(() => runCommand(args, () => open(settings)));
  return {
    folder,
    settings,
    run,
    json: async <T>(...args: readonly string[]) => {
      const { status, stdout, stderr } = await run(...args, "--json");
      if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}: ${stderr}`);
      return JSON.parse(stdout) as T;
    },
    with: (more) => deskWith(folder, { ...settings, ...more }),
  };
}

/** As `main.ts` opens a node, but for the federation. */
async function open(settings: Settings): Promise<OpenedNode> {
  const config = parseConfig(settings);
  const { databaseUrl: url, dataFolder, origin } = config;
  const secrets = openSecrets(config.secret ?? readSecretFile(config.secretFile, true));
  const database = await openDatabase(url === undefined ? { file: `${dataFolder}/fedicoop.sqlite` } : { url });
  const app = {
    database,
    secrets,
    seals: openSeals(),
    confirmations: everyoneConfirmed(),
    origin,
    nowMs: () => Date.now(),
    newId: () => uuidV7(),
  };
  const outside = openOutside({ origin, allowPrivateAddresses: true, nowMs: app.nowMs });
  const doctor = openDoctor({ app, partners: alone, outside, dataFolder });
  const words = openText("en");
  const close = () => database.close();
  return { app, partners: alone, doctor, findingWords: (one) => findingWords(words, one), config, close };
}

async function captured(command: () => Promise<number>): Promise<CommandResult> {
  const said = { stdout: "", stderr: "" };
  const spies = (["stdout", "stderr"] as const).map((name) =>
    vi.spyOn(process[name], "write").mockImplementation((text) => {
      said[name] += String(text);
      return true;
    }),
  );
  try {
    return { status: await command(), ...said };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
