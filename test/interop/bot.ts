import { createServer, type Server } from "node:http";
import "./bot-preload.ts";
import { Bot, makeApp, type BotContext, type BotObject } from "@evanp/activitypub-bot";
import { freePort, freshPostgres } from "#test/rig.ts";

type Json = Readonly<Record<string, unknown>>;

/** `@evanp/activitypub-bot` in this process, with one bot on it that notes what it is told. */
export interface BotPeer {
  readonly origin: string;
  readonly actor: string;
  /** Everything that its server took and gave to the bot, oldest first. */
  readonly heard: readonly Json[];
  /** What it can be asked to do. */
  readonly does: BotContext;
  /** What it makes of an address: fetched signed, and read by its own code. */
  read(id: string): Promise<BotObject>;
  close(): Promise<void>;
}

class NotingBot extends Bot {
  readonly heard: Json[] = [];
  does: BotContext | undefined;

  override async initialize(context: BotContext): Promise<void> {
    await super.initialize(context);
    this.does = context;
  }

  override async handleActivity(activity: BotObject): Promise<boolean> {
    this.heard.push(await activity.export());
    return false;
  }
}

export async function openBotPeer(): Promise<BotPeer> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const bot = new NotingBot("robin", { fullname: "Robin" });
  const app = await makeApp({
    databaseUrl: await freshPostgres("empty"),
    origin,
    bots: { robin: bot },
    deliveryWorkerCount: 1,
    distributionWorkerCount: 1,
    fanoutWorkerCount: 1,
    intakeWorkerCount: 1,
    allowPrivateNetworkRequests: true,
  });
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(port, "localhost", resolve));
  const { does } = bot;
  if (does === undefined) throw new Error("The bot was not started.");
  return {
    origin,
    actor: `${origin}/user/robin`,
    heard: bot.heard,
    does,
    async read(id) {
      const found = await does.getObject(id);
      if (found === null) throw new Error(`The bot finds nothing at ${id}.`);
      return found;
    },
    async close() {
      await closeServer(server);
      await app.cleanup();
    },
  };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
