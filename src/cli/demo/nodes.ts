import { spawn, type ChildProcess } from "node:child_process";
import { openSync } from "node:fs";
import { join } from "node:path";

/** The program as `npm start` runs it. */
const program = [
  "--import",
  join(import.meta.dirname, "../../quick-start.js"),
  join(import.meta.dirname, "../../main.ts"),
];
const readyWithinMs = 30_000;

/** One of the demonstration's coops: a node in a process of its own, with a folder of its own. */
export interface DemoNode {
  readonly origin: string;
  /** `daysAgo` starts it under a clock that is so many days behind, so that it can have a past. */
  start(daysAgo: number): Promise<void>;
  stop(): Promise<void>;
  /** Calls the API as `POST /peers`. @throws with the problem's words when the answer is not a success. */
  call<T = unknown>(call: string, body?: unknown): Promise<T>;
  /** Runs a command of the operator and answers what it prints as JSON. */
  command<T>(args: readonly string[], daysAgo?: number): Promise<T>;
}

/** Describes a node; nothing runs yet. */
export function openDemoNode(place: { readonly port: number; readonly folder: string }): DemoNode {
  const origin = `http://localhost:${place.port}`;
  let child: ChildProcess | undefined;
  let token: string | undefined;
  const run = (args: readonly string[], daysAgo: number): ChildProcess =>
    spawn(process.execPath, [...clockArguments(daysAgo), ...program, ...args], {
      cwd: place.folder,
      env: { PORT: String(place.port), FEDICOOP_DATA: place.folder, FEDICOOP_ALLOW_PRIVATE_ADDRESSES: "true" },
      // What a node logs would stand between the lines of the demonstration; it can be read in its folder.
      stdio: ["ignore", "pipe", openSync(join(place.folder, "node.log"), "a")],
    });
  const command = async <T>(args: readonly string[], daysAgo = 0): Promise<T> =>
    JSON.parse(await output(run(["fedicoop", ...args, "--json"], daysAgo))) as T;
  return {
    origin,
    command,
    start: async (daysAgo) => {
      child = run([], daysAgo);
      // What a node says at its start is repeated by the demonstration, in order.
      child.stdout?.resume();
      await untilReady(origin, child);
    },
    stop: async () => {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child?.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
    },
    call: async (call, body) => {
      token ??= (await command<{ token: string }>(["token", "create", "--role", "steward", "--name", "demo"])).token;
      return ask({ origin, token }, call, body);
    },
  };
}

/**
 * A module that moves the process's clock back before anything else is loaded: `Date` and, with it, everything that asks for the time.
 * All three nodes move together, so that they find each other's signatures fresh.
 */
function clockArguments(daysAgo: number): readonly string[] {
  if (daysAgo === 0) return [];
  const source = `const now = Date.now, Real = Date; const behindMs = ${daysAgo * 86_400_000};
    globalThis.Date = class Date extends Real { constructor(...args) { if (args.length === 0) super(now() - behindMs); else super(...args); } static now() { return now() - behindMs; } };`;
  return ["--import", `data:text/javascript,${encodeURIComponent(source)}`];
}

async function output(child: ChildProcess): Promise<string> {
  let text = "";
  child.stdout?.on("data", (part) => (text += String(part)));
  const status = await new Promise((resolve) => child.once("close", resolve));
  if (status !== 0) throw new Error(`A command of the demonstration failed: ${text}`);
  return text;
}

async function untilReady(origin: string, child: ChildProcess): Promise<void> {
  const giveUpAtMs = performance.now() + readyWithinMs;
  for (;;) {
    const ready = await fetch(`${origin}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return;
    if (child.exitCode !== null) throw new Error(`The node at ${origin} ended at its start.`);
    if (performance.now() > giveUpAtMs) throw new Error(`The node at ${origin} did not become ready.`);
    await pause();
  }
}

async function ask<T>(
  { origin, token }: { readonly origin: string; readonly token: string },
  call: string,
  body: unknown,
): Promise<T> {
  const [method = "GET", path = ""] = call.split(" ");
  const answer = await fetch(`${origin}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${call} at ${origin} answered ${answer.status}: ${text}`);
  return (text === "" ? undefined : JSON.parse(text)) as T;
}

/** Asks again until there is an answer: messages between nodes take their time. @throws after half a minute, naming what did not come. */
export async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const giveUpAtMs = performance.now() + readyWithinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > giveUpAtMs) throw new Error(`The demonstration waited in vain for ${what}.`);
    await pause();
  }
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));
