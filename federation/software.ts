import { getLogger } from "@logtape/logtape";
import { z } from "zod";
import { transact, type Context } from "#src/app/context.ts";
import { listSoftwareDue, updateHost } from "#src/store/hosts.ts";
import { safeFetch, FetchError } from "./fetch.ts";
import { parseDocument } from "./lookup.ts";

const log = getLogger(["fedicoop", "software"]);

/** Which software runs on a host is asked for this often, also when it did not say. */
const everyMs = 24 * 3_600_000;
const atOnce = 8;
const pollMs = 60_000;
const limits = { timeoutMs: 5_000, maxBytes: 65_536, redirects: 0 };

/** Asks hosts that we have to do with what software they run (NodeInfo), so that people see whom they deal with. */
export interface SoftwareWatch {
  start(): void;
  stop(): Promise<void>;
  /** Asks those that are due now. */
  runDue(): Promise<void>;
}

export interface SoftwareOptions {
  readonly app: Context;
  readonly allowPrivateAddresses: boolean;
}

export function openSoftwareWatch(options: SoftwareOptions): SoftwareWatch {
  const stopping = new AbortController();
  let loop: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await pause(pollMs, stopping.signal);
      if (!stopping.signal.aborted) await guarded(() => askDue(options, stopping.signal));
    }
  };
  return {
    start() {
      loop ??= run();
    },
    async stop() {
      stopping.abort();
      await loop;
    },
    runDue: () => askDue(options, stopping.signal),
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

async function guarded(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.error("Other servers' software could not be asked for, and will be again: {error}", { error });
  }
}

async function askDue(options: SoftwareOptions, signal: AbortSignal): Promise<void> {
  const { app } = options;
  const due = await listSoftwareDue(app.database, { beforeMs: app.nowMs() - everyMs, limit: atOnce });
  const found = await Promise.all(
    due.map(async ({ host }) => ({ host, software: await askSoftware(host, options, signal) })),
  );
  if (found.length === 0 || signal.aborted) return;
  await transact(app, async ({ session, nowMs }) => {
    for (const { host, software } of found) {
      // Who says nothing today is still what it was.
      await updateHost(session, host, { ...software, softwareCheckedAtMs: nowMs() });
    }
  });
}

interface Software {
  readonly software: string;
  readonly softwareVersion: string;
}

const linksSchema = z.object({ links: z.array(z.object({ rel: z.string(), href: z.string() })).max(100) });
const name = z.string().trim().min(1).max(100);
const infoSchema = z.object({ software: z.object({ name, version: name.catch("") }) });
const schemaRel = /^http:\/\/nodeinfo\.diaspora\.software\/ns\/schema\/(\d+)\.(\d+)$/;

/** What a host says that it runs; undefined when it does not, or not in a form that can be read. Only the host itself is asked. */
async function askSoftware(
  host: string,
  { allowPrivateAddresses }: SoftwareOptions,
  signal: AbortSignal,
): Promise<Software | undefined> {
  const read = async (url: string): Promise<unknown> => {
    const init = { headers: { accept: "application/json" }, signal };
    const response = await safeFetch(url, init, { ...limits, allowPrivateAddresses });
    return response.ok ? parseDocument(await response.text()) : undefined;
  };
  try {
    const links = linksSchema.safeParse(await read(`${host}/.well-known/nodeinfo`));
    const href = links.success ? newestOf(links.data.links, host) : undefined;
    const info = infoSchema.safeParse(href === undefined ? undefined : await read(href));
    return info.success
      ? { software: info.data.software.name, softwareVersion: info.data.software.version }
      : undefined;
  } catch (error) {
    if (error instanceof FetchError) return undefined;
    throw error;
  }
}

/** The link to the newest version of NodeInfo that leads to the same host. */
function newestOf(links: readonly { readonly rel: string; readonly href: string }[], host: string): string | undefined {
  const own = links.filter(
    ({ rel, href }) => schemaRel.test(rel) && URL.canParse(href) && new URL(href).origin === host,
  );
  return own.toSorted((one, other) => (one.rel < other.rel ? 1 : -1))[0]?.href;
}
