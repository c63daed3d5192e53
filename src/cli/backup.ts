import {
  cpSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { finished } from "node:stream/promises";
import { z } from "zod";
import { openKeys } from "#src/app/keys.ts";
import { version } from "#src/app/version.ts";
import { readConfig, type Config } from "#src/config.ts";
import { coopActorId } from "#src/domain/iri.ts";
import { copySqlite, dumpPostgres, examineSqlite, restorePostgres, type TableCounts } from "#src/store/backup.ts";
import { findCoop } from "#src/store/coop.ts";
import { openDatabase } from "#src/store/database.ts";
import { readSecretFile } from "#src/store/secrets.ts";
import { CommandError, moment, positional, type Call, type Command, type OpenedNode, type Report } from "./command.ts";
import { readKit, restoreKit, writeKit } from "./recovery-kit.ts";

/** What a backup is: a folder with this file, the store, the secret and the uploads. */
const manifestName = "backup.json";
const sqliteName = "fedicoop.sqlite";
const rowsName = "rows.jsonl";
const secretName = "secret";
const uploadsName = "uploads";

const manifest = z.object({
  fedicoop: z.string(),
  engine: z.enum(["sqlite", "postgres"]),
  createdAt: z.string(),
  origin: z.string().nullable(),
  rows: z.record(z.string(), z.number()),
});
type Manifest = z.output<typeof manifest>;

const create: Command = {
  name: "backup create",
  summary: "Copy the whole node into a new folder, also while it runs",
  details:
    "The folder holds the store as it is at one moment, the secret and the uploads. Whoever has it has the node: keep it safe. With --recovery-kit and no folder, only the kit is made: a small file with keys and partners, from which the ledger comes back.",
  positionals: [
    { name: "FOLDER", help: "the folder to make (fedicoop-backup-… with the time without it)", optional: true },
  ],
  options: { "recovery-kit": { value: "FILE", help: "writes the recovery kit into this file" } },
  async run(call) {
    const { app, config } = await call.open();
    const file = call.options["recovery-kit"];
    const kit = file === undefined ? undefined : await writeKit(app, { file, secret: secretOf(config) });
    if (kit !== undefined && call.positionals[0] === undefined) return kit;
    const made = await copyNode({ app, config }, call.positionals[0]);
    return {
      lines: [...made.lines, ...(kit?.lines ?? [])],
      json: { ...made.json, ...kit?.json },
    };
  },
};

/** Copies the whole node into a folder, and says what is in it. */
async function copyNode({ app, config }: Pick<OpenedNode, "app" | "config">, named: string | undefined) {
  const createdAt = new Date(app.nowMs()).toISOString();
  const folder = named ?? `fedicoop-backup-${createdAt.slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "-")}`;
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new CommandError(`${folder} is there already, and not empty. Name another folder.`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const rows = await copyStore(config, folder);
  writeFileSync(join(folder, secretName), `${secretOf(config)}\n`, { mode: 0o600 });
  const uploads = join(config.dataFolder, uploadsName);
  if (existsSync(uploads)) cpSync(uploads, join(folder, uploadsName), { recursive: true });
  const coop = await findCoop(app.database);
  const made: Manifest = {
    fedicoop: version,
    engine: app.database.engine,
    createdAt,
    origin: coop?.origin ?? null,
    rows,
  };
  // Last of all: a folder without it is a backup that was broken off.
  writeFileSync(join(folder, manifestName), `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
  return { lines: [`The backup is in ${folder}.`, ...contents(made)], json: { folder, ...made } };
}

async function copyStore(config: Config, folder: string): Promise<TableCounts> {
  if (config.databaseUrl === undefined)
    return copySqlite(join(config.dataFolder, sqliteName), join(folder, sqliteName));
  const file = createWriteStream(join(folder, rowsName), { mode: 0o600 });
  const counts = await dumpPostgres(config.databaseUrl, async (line) => {
    if (!file.write(line)) await once(file, "drain");
  });
  file.end();
  await finished(file);
  return counts;
}

const secretOf = (config: Config): string => config.secret ?? readSecretFile(config.secretFile, false);

function contents({ fedicoop, engine, createdAt, origin, rows }: Manifest): readonly string[] {
  const held = Object.entries(rows).filter(([name, count]) => count > 0 && name !== "migrations");
  return [
    `Made by fedicoop ${fedicoop} on ${engine === "sqlite" ? "SQLite" : "PostgreSQL"}, ${moment(Date.parse(createdAt))}.`,
    origin === null ? "The node was not set up." : `The node's origin is ${origin}.`,
    `It contains ${held.length === 0 ? "no rows" : held.map(([name, count]) => `${count} ${name.replaceAll("_", " ")}`).join(", ")}, the secret and the uploads.`,
  ];
}

const restore: Command = {
  name: "backup restore",
  summary: "Make the node of a backup or a recovery kit again, in an empty data folder or database",
  details:
    "What is there is never overwritten: give it an empty FEDICOOP_DATA (and DATABASE_URL), with the same FEDICOOP_ORIGIN as before.",
  positionals: [{ name: "BACKUP", help: "the folder of the backup, or the file of a recovery kit" }],
  async run(call) {
    const folder = positional(call, 0, "BACKUP");
    const config = readConfig();
    if (existsSync(folder) && statSync(folder).isFile()) return restoreFromKit(call, config, folder);
    const made = readManifest(folder);
    checkEngine(config, made);
    checkEmpty(config);
    restoreSecret(config, readFileSync(join(folder, secretName), "utf8").trim());
    await restoreStore(config, folder);
    const uploads = join(folder, uploadsName);
    if (existsSync(uploads)) cpSync(uploads, join(config.dataFolder, uploadsName), { recursive: true });
    await proveKeys(call);
    const other = made.origin !== null && made.origin !== config.origin;
    const start = other
      ? [`Start it with FEDICOOP_ORIGIN=${made.origin}: now it would be ${config.origin}.`]
      : ["It can be started."];
    return { lines: ["The node is restored.", ...contents(made), ...start], json: { restored: true, ...made } };
  },
};

async function restoreFromKit(call: Call, config: Config, file: string): Promise<Report> {
  const kit = readKit(file);
  checkEmpty(config);
  restoreSecret(config, kit.secret);
  const report = await restoreKit(await call.open(), kit);
  await proveKeys(call);
  return report;
}

function readManifest(folder: string): Manifest {
  const file = join(folder, manifestName);
  if (!existsSync(file)) throw new CommandError(`${folder} is no complete backup: there is no ${manifestName} in it.`);
  const read = manifest.safeParse(JSON.parse(readFileSync(file, "utf8")));
  if (!read.success) throw new CommandError(`${file} is not as a backup has it.`);
  return read.data;
}

function checkEngine({ databaseUrl }: Config, { engine }: Manifest): void {
  if (engine === "postgres" && databaseUrl === undefined)
    throw new CommandError("This backup is of a PostgreSQL store: set DATABASE_URL to an empty database.");
  if (engine === "sqlite" && databaseUrl !== undefined)
    throw new CommandError("This backup is of a SQLite store: unset DATABASE_URL to restore it.");
}

function checkEmpty({ databaseUrl, dataFolder }: Config): void {
  const there = existsSync(dataFolder) ? readdirSync(dataFolder) : [];
  const inTheWay = there.filter(
    (name) => name.startsWith(sqliteName) || name === uploadsName || (name === secretName && databaseUrl === undefined),
  );
  if (inTheWay.length > 0)
    throw new CommandError(
      `${dataFolder} is not empty (${inTheWay.join(", ")}). A backup is restored into an empty FEDICOOP_DATA.`,
    );
}

/** The keys in the store open with the backup's secret only, so no other may be set. */
function restoreSecret(config: Config, secret: string): void {
  const isThere = config.secret !== undefined || existsSync(config.secretFile);
  if (!isThere) {
    mkdirSync(config.dataFolder, { recursive: true });
    writeFileSync(config.secretFile, `${secret}\n`, { mode: 0o600, flag: "wx" });
  } else if (secretOf(config) !== secret) {
    throw new CommandError(
      `The secret that is set (FEDICOOP_SECRET or ${config.secretFile}) is not that of the backup: its keys would not open.`,
    );
  }
}

async function restoreStore(config: Config, folder: string): Promise<void> {
  if (config.databaseUrl !== undefined) return restoreRows(config.databaseUrl, join(folder, rowsName));
  const source = join(folder, sqliteName);
  examineSqlite(source);
  mkdirSync(config.dataFolder, { recursive: true });
  const draft = join(config.dataFolder, `${sqliteName}.restoring`);
  cpSync(source, draft);
  renameSync(draft, join(config.dataFolder, sqliteName));
}

async function restoreRows(url: string, file: string): Promise<void> {
  // Opening brings an empty database to this version's tables.
  await (await openDatabase({ url })).close();
  try {
    await restorePostgres(url, linesOf(file));
  } catch (error) {
    throw new CommandError(error instanceof Error ? error.message : String(error));
  }
}

/** Read when they are asked for: an interface that nobody listens to yet would lose its first lines. */
async function* linesOf(file: string): AsyncGenerator<string> {
  yield* createInterface({ input: createReadStream(file), crlfDelay: Infinity });
}

/** Opens what was restored as the node will, so that a backup that cannot work is known now. */
async function proveKeys(call: Call): Promise<void> {
  const { app } = await call.open();
  try {
    await openKeys(app, app.database, coopActorId);
  } catch {
    throw new CommandError("The store is restored, but its keys do not open with the secret of the backup.");
  }
}

export const backupCommands: readonly Command[] = [create, restore];
