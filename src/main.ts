import "temporal-polyfill/global";
import { AsyncLocalStorage } from "node:async_hooks";
import { Writable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { serve } from "@hono/node-server";
import { configure, getLogger, getStreamSink } from "@logtape/logtape";
import { v7 as uuidV7 } from "uuid";
import { openFederation, type Federation } from "#federation/federation.ts";
import { openOutside } from "#federation/outside.ts";
import { addressKey, clientAddress } from "#federation/limits.ts";
import { openSeals } from "#federation/proof.ts";
import { openConfirmations } from "./app/confirmations.ts";
import type { Context } from "./app/context.ts";
import { openDoctor, type Doctor } from "./app/doctor.ts";
import { createInvite } from "./app/invites.ts";
import { checkOrigin, OriginChangedError } from "./app/coop.ts";
import { openMailRoad } from "./app/mail-smtp.ts";
import { rebuildBooks } from "./app/rebuild.ts";
import { jobs, type Job } from "./app/schedule.ts";
import { inTurnOfConnection } from "./connection-turns.ts";
import { ConfigError, readConfig, type Config } from "./config.ts";
import { formatLine } from "./log-lines.ts";
import { findCoop } from "./store/coop.ts";
import { openDatabase } from "./store/database.ts";
import { openSecrets, readSecretFile } from "./store/secrets.ts";
import { findingWords } from "./web/doctor-words.ts";
import { openWeb } from "./web/server.ts";
import { openText } from "./web/text.ts";

const log = getLogger(["fedicoop", "main"]);

/** Everything that runs in one process, wired once. */
interface Node {
  readonly config: Config;
  readonly app: Context;
  readonly federation: Federation;
  readonly doctor: Doctor;
  readonly close: () => Promise<void>;
}

/** Opens the store (migrated), the secret and the federation; nothing listens or sends yet. */
async function openNode(config: Config): Promise<Node> {
  const secret =
    config.secret ?? (await told("secret", () => readSecretFile(config.secretFile, !config.secretFileGiven)));
  const database = await told("store", () =>
    openDatabase(
      config.databaseUrl === undefined ? { file: `${config.dataFolder}/fedicoop.sqlite` } : { url: config.databaseUrl },
    ),
  );
  const app: Context = {
    database,
    secrets: openSecrets(secret),
    seals: openSeals(),
    confirmations: openConfirmations(),
    origin: config.origin,
    nowMs: () => Date.now(),
    newId: () => uuidV7(),
    ...(config.mail === undefined ? {} : { mail: openMailRoad(config.mail) }),
  };
  await rebuildBooks(app);
  const federation = openFederation({ app, config });
  return { config, app, federation, doctor: doctorOf(config, app, federation), close: () => database.close() };
}

function doctorOf(config: Config, app: Context, { partners }: Federation): Doctor {
  const { origin, allowPrivateAddresses, dataFolder, mail } = config;
  const mailUrl = mail === undefined ? {} : { mailUrl: mail.url };
  const outside = openOutside({ origin, allowPrivateAddresses, nowMs: app.nowMs, ...mailUrl });
  return openDoctor({ app, partners, outside, dataFolder });
}

/** What cannot be opened is for the operator to mend. @throws {ConfigError} with the reason in a sentence. */
async function told<T>(what: string, open: () => T | Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const why = error.message === "" && "code" in error ? String(error.code) : error.message;
    throw new ConfigError(`The node's ${what} cannot be opened: ${why}`, { cause: error });
  }
}

/** Starts listening, delivering and keeping dates, as the role says. Answers how to stop it all. */
async function startNode({ config, app, federation, doctor, close }: Node): Promise<() => Promise<void>> {
  const works = config.role !== "web";
  const web = openWeb({ app, partners: federation.partners, doctor });
  const server = serve({
    port: config.port,
    hostname: config.host,
    serverOptions: slowClients,
    fetch: (request, { incoming, outgoing }) => {
      const remoteAddress = incoming.socket.remoteAddress ?? "";
      const client = addressKey(
        clientAddress(remoteAddress, request.headers.get("x-forwarded-for"), config.trustedProxies),
      );
      return inTurnOfConnection({ incoming, outgoing }, () =>
        federation.fetch(request, { remoteAddress, next: async (passed) => web.fetch(passed, { client }) }),
      );
    },
  });
  server.setTimeout(silentMs);
  await listening(server, config);
  const servers: Closing[] = [server];
  if (config.metricsPort !== undefined) {
    // Like the commands below, loaded only by those who want it.
    const { openMetrics } = await import("./web/metrics.ts");
    servers.push(openMetrics(app, config.metricsPort));
  }
  const endDates = works ? keepDates(app) : undefined;
  if (works) federation.courier.start();
  await greet(app, config);
  return async () => {
    await Promise.all([...servers.map(closed), federation.courier.stop(), endDates?.()]);
    await close();
  };
}

/** Who sends a header or a body letter by letter holds a connection for so long, and no longer. */
const slowClients = { headersTimeout: 15_000, requestTimeout: 30_000, connectionsCheckingInterval: 5_000 };

/** Who asks and does not read what is answered holds a connection and the answer for so long; longer than anything takes that we wait for ourselves. */
const silentMs = 90_000;

/** @throws {ConfigError} when nobody can listen there. */
function listening(server: ReturnType<typeof serve>, { host, port }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("listening", resolve);
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(
        new ConfigError(
          error.code === "EADDRINUSE"
            ? `Something else listens on ${host}:${port} already. Stop it, or choose another PORT.`
            : `FEDICOOP_HOST and PORT should be where this machine can listen, which ${host}:${port} is not: ${error.message}`,
        ),
      );
    });
  });
}

/** What is being answered at the end may take this long. */
const farewellMs = 3000;

interface Closing {
  readonly close: (done: () => void) => void;
  readonly closeIdleConnections?: () => void;
  readonly closeAllConnections?: () => void;
}

function closed(server: Closing): Promise<void> {
  const impatience = setTimeout(() => server.closeAllConnections?.(), farewellMs);
  return new Promise((resolve) => {
    server.close(() => {
      clearTimeout(impatience);
      resolve();
    });
    server.closeIdleConnections?.();
  });
}

/** Does what is due by the clock, each job by itself: one run at a time, a second between two. Answers how to end it. */
function keepDates(app: Context): () => Promise<void> {
  const stopping = new AbortController();
  const running = jobs.map((job) => keepRunning(app, job, stopping.signal));
  return async () => {
    stopping.abort();
    await Promise.all(running);
  };
}

async function keepRunning(app: Context, { name, run }: Job, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await run(app).catch((error: unknown) =>
      log.error("What was due ({name}) could not be done, and will be tried again: {error}", { name, error }),
    );
    await pause(1000, undefined, { signal }).catch(() => undefined);
  }
}

/** Says where to open the node and, before set-up, the one-time link that makes the first steward. */
async function greet(app: Context, config: Config): Promise<void> {
  const coop = await findCoop(app.database);
  console.log(
    `fedicoop runs at ${config.origin}${coop === undefined ? "" : ` for @${coop.handle}@${new URL(config.origin).host}`}`,
  );
  if (coop !== undefined || config.role === "worker") return;
  const invite = await createInvite(app, { purpose: "setup", role: "steward" });
  console.log(
    `\nOpen this link to set it up and become its first steward. It works once and for 24 hours:\n\n  ${invite.url}\n`,
  );
}

async function main(): Promise<number | undefined> {
  await configure({
    contextLocalStorage: new AsyncLocalStorage(),
    // Logs go to stderr: stdout is for what was asked for, such as the JSON of a command.
    sinks: { stderr: getStreamSink(Writable.toWeb(process.stderr), { formatter: formatLine }) },
    loggers: [
      { category: "fedicoop", lowestLevel: "info", sinks: ["stderr"] },
      { category: "fedify", lowestLevel: "error", sinks: ["stderr"] },
      // That somebody asks for a name that there is not is no error of ours, and nothing that anybody should be able to fill a disk with.
      { category: ["fedify", "webfinger"], lowestLevel: "fatal" },
      { category: ["logtape", "meta"], lowestLevel: "warning", sinks: ["stderr"] },
    ],
  });
  const command = process.argv[2];
  if (command === "fedicoop") {
    const { runCommand } = await import("./cli/commands.ts");
    return runCommand(process.argv.slice(3), async () => {
      const node = await openNode(readConfig());
      const { app, config, doctor, close } = node;
      const words = openText("en");
      return {
        app,
        config,
        doctor,
        close,
        partners: node.federation.partners,
        findingWords: (one) => findingWords(words, one),
      };
    });
  }
  const node = await openNode(readConfig());
  await checkOrigin(node.app);
  const stop = await startNode(node);
  await new Promise((resolve) => process.once("SIGINT", resolve).once("SIGTERM", resolve));
  await stop();
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  // What the person who starts it can mend is said in a sentence; anything else is a bug and shows where.
  console.error(error instanceof ConfigError || error instanceof OriginChangedError ? error.message : error);
  process.exit(1);
}
