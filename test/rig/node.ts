import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { temporaryFolder } from "./folder.ts";
import { freePort } from "./port.ts";
import { prepareNode } from "./prepare.ts";
import { endProcess, runCommand, spawnMain, type CommandResult } from "./process.ts";
import type { LossyProxy } from "./proxy.ts";
import { eventually } from "./wait.ts";

export interface NodeOptions {
  /** Of the coop; the name, language and region have defaults. */
  readonly handle?: string;
  readonly name?: string;
  readonly language?: string;
  readonly region?: string;
  /** A PostgreSQL database instead of a SQLite file. */
  readonly databaseUrl?: string;
  /** Stands at the public origin, with the node behind it. */
  readonly proxy?: LossyProxy;
  /** The public host name, which must mean loopback; `localhost` unless given. An IP address makes a node without passkeys. */
  readonly hostname?: string;
  /** Another process on the same store, secret and origin. */
  readonly twinOf?: RunningNode;
  /** False leaves it as it is after its very first start, with the one-time link in its log. */
  readonly setUp?: boolean;
  /** Puts an empty store at the newest migration into this place, before the node is set up there. */
  readonly copyStore?: (file: string) => Promise<void>;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed when it is JSON, text otherwise. */
  readonly body: T;
}

export interface CallOptions {
  /** Of the API; the steward's when absent, none when `null`. */
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A real node in a process of its own. */
export interface RunningNode {
  /** The public origin: the proxy's when there is one. */
  readonly origin: string;
  /** Where the process itself listens. */
  readonly port: number;
  /** Its data folder, for SQLite and uploads. */
  readonly folder: string;
  /** All its settings. */
  readonly environment: Readonly<Record<string, string>>;
  pid(): number;
  /** All that the process has said so far, over all its starts. */
  log(): string;
  /** Calls the JSON API as `"POST /peers"`, straight at the process and not through the proxy. */
  api<T = Record<string, unknown>>(call: string, body?: unknown, options?: CallOptions): Promise<Answer<T>>;
  /** The same, and gives the body. @throws when the answer is not a success. */
  ask<T = Record<string, unknown>>(call: string, body?: unknown, options?: CallOptions): Promise<T>;
  /** A steward's bearer token, made with the set-up, or by the command when it is first wanted. */
  token(): Promise<string>;
  /** Runs a command of the operator on this node's store. */
  cli(...args: readonly string[]): Promise<CommandResult>;
  /** Asks it to stop and waits. @throws when it does not within ten seconds, or ends with an error. */
  stop(): Promise<void>;
  /** Ends it in the middle of whatever it does. */
  kill9(): Promise<void>;
  /** Starts it again, on the same store and port, and waits until it is ready; stops it first when it runs. */
  restart(environment?: Readonly<Record<string, string>>): Promise<void>;
  /** Ends it for good and removes its folder. */
  end(): Promise<void>;
}

/** Sets a node up, starts it and waits until `/readyz` says that it is. In tests, `useNodes` also ends it. */
export async function startNode(options: NodeOptions = {}): Promise<RunningNode> {
  const { twinOf, proxy } = options;
  const folder = temporaryFolder();
  const port = await freePort();
  const environment = environmentFor(options, { folder: folder.path, port });
  const surroundings = { folder: folder.path, environment };
  proxy?.forwardTo(port);
  let child: ChildProcess | undefined;
  let said = "";
  let bearer: Promise<string> | undefined;
  const cli = (...args: readonly string[]): Promise<CommandResult> => runCommand(args, surroundings);
  const start = async (more: Readonly<Record<string, string>> = {}): Promise<void> => {
    child = spawnMain([], { folder: folder.path, environment: { ...environment, ...more } });
    child.stdout?.on("data", (part) => (said += String(part)));
    child.stderr?.on("data", (part) => (said += String(part)));
    await untilReady(child, port, () => said);
  };
  const kill9 = async (): Promise<void> => {
    if (child !== undefined) await endProcess(child, "SIGKILL");
  };
  const stop = async (): Promise<void> => {
    if (child !== undefined) await stopCleanly(child, () => said);
  };
  const token = (): Promise<string> => (bearer ??= twinOf === undefined ? createToken(cli) : twinOf.token());
  const api = async <T>(call: string, body?: unknown, callOptions: CallOptions = {}): Promise<Answer<T>> => {
    const { token: given, headers } = callOptions;
    const used = given === undefined ? await token() : given;
    return callApi<T>(port, call, { body, token: used, ...(headers === undefined ? {} : { headers }) });
  };
  const node: RunningNode = {
    origin: environment.FEDICOOP_ORIGIN,
    port,
    folder: environment.FEDICOOP_DATA,
    environment,
    pid: () => child?.pid ?? 0,
    log: () => said,
    api,
    ask: async <T>(call: string, body?: unknown, callOptions?: CallOptions) =>
      succeeded(call, await api<T>(call, body, callOptions)),
    token,
    cli,
    stop,
    kill9,
    restart: async (more) => {
      await stop();
      await start(more);
    },
    end: async () => {
      await kill9();
      folder.remove();
    },
  };
  try {
    if (twinOf !== undefined || options.setUp === false) {
      await start();
    } else {
      const made = setUpNode(options, environment);
      bearer = made;
      await made;
      await start();
    }
    return node;
  } catch (error) {
    await node.end();
    throw error;
  }
}

/** @returns a steward's token. */
async function setUpNode(options: NodeOptions, environment: Environment): Promise<string> {
  const { handle = "coop", name = `Coop ${handle}`, language = "en", region = "ES-CT" } = options;
  if (options.databaseUrl === undefined) await options.copyStore?.(`${environment.FEDICOOP_DATA}/fedicoop.sqlite`);
  return prepareNode(environment, { handle, name, language, region });
}

interface Environment extends Readonly<Record<string, string>> {
  readonly FEDICOOP_ORIGIN: string;
  readonly FEDICOOP_DATA: string;
}

function environmentFor(options: NodeOptions, { folder, port }: { folder: string; port: number }): Environment {
  const { twinOf, proxy, hostname = "localhost" } = options;
  const own = {
    FEDICOOP_ORIGIN: proxy?.origin ?? `http://${hostname}:${port}`,
    FEDICOOP_DATA: `${folder}/data`,
    FEDICOOP_ALLOW_PRIVATE_ADDRESSES: "true",
    ...(options.databaseUrl === undefined
      ? {}
      : { DATABASE_URL: options.databaseUrl, FEDICOOP_SECRET: randomBytes(32).toString("hex") }),
  };
  return { ...own, ...twinOf?.environment, PORT: String(port), ...options.environment };
}

async function createToken(cli: RunningNode["cli"]): Promise<string> {
  const made = await cli("token", "create", "--role", "steward", "--json");
  if (made.status !== 0) throw new Error(`token create ended with ${made.status}: ${made.stderr}`);
  return (JSON.parse(made.stdout) as { token: string }).token;
}

async function untilReady(child: ChildProcess, port: number, log: () => string): Promise<void> {
  const state = await eventually(
    async () => {
      if (child.exitCode !== null || child.signalCode !== null) return "ended";
      const { status } = await fetch(`http://127.0.0.1:${port}/readyz`);
      return status === 200 ? "ready" : false;
    },
    { withinMs: 60_000 },
  ).catch((error: unknown) => {
    throw new Error(`The node did not become ready. It said:\n${log()}`, { cause: error });
  });
  if (state === "ended") throw new Error(`The node ended at its start. It said:\n${log()}`);
}

async function stopCleanly(child: ChildProcess, log: () => string): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const impatient = setTimeout(() => child.kill("SIGKILL"), 10_000);
  const status = await endProcess(child, "SIGTERM");
  clearTimeout(impatient);
  if (status !== 0) throw new Error(`The node did not stop cleanly (status ${status}). It said:\n${log()}`);
}

async function callApi<T>(
  port: number,
  call: string,
  given: { readonly body: unknown; readonly token: string | null; readonly headers?: Readonly<Record<string, string>> },
): Promise<Answer<T>> {
  const [method = "GET", path = "/"] = call.split(" ", 2);
  const response = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
    method,
    headers: {
      ...(given.token === null ? {} : { authorization: `Bearer ${given.token}` }),
      ...(given.body === undefined ? {} : { "content-type": "application/json" }),
      ...given.headers,
    },
    ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
  });
  const text = await response.text();
  const isJson = /[/+]json/.test(response.headers.get("content-type") ?? "") && text !== "";
  return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as T };
}

function succeeded<T>(call: string, answer: Answer<T>): T {
  if (answer.status < 300) return answer.body;
  throw new Error(`${call} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
}
