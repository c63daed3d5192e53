/** What is used of two servers that come without types. */
declare module "@evanp/activitypub-bot" {
  import type { RequestListener } from "node:http";

  interface BotApp extends RequestListener {
    onIdle(): Promise<void>;
    cleanup(): Promise<void>;
  }
  export function makeApp(options: {
    readonly databaseUrl: string;
    readonly origin: string;
    readonly bots: Readonly<Record<string, Bot>>;
    readonly deliveryWorkerCount?: number;
    readonly distributionWorkerCount?: number;
    readonly fanoutWorkerCount?: number;
    readonly intakeWorkerCount?: number;
    readonly allowPrivateNetworkRequests?: boolean;
    readonly logLevel?: string;
  }): Promise<BotApp>;

  /** A parsed object: its id, and its JSON again. */
  export interface BotObject {
    readonly id: string;
    export(): Promise<Readonly<Record<string, unknown>>>;
  }
  export interface BotContext {
    getObject(id: string): Promise<BotObject | null>;
    followActor(actor: BotObject): Promise<BotObject>;
    unfollowActor(actor: BotObject): Promise<BotObject>;
    blockActor(actor: BotObject): Promise<BotObject>;
    likeObject(object: BotObject): Promise<BotObject>;
    unlikeObject(object: BotObject): Promise<BotObject>;
    announceObject(object: BotObject): Promise<BotObject>;
    sendReply(content: string, object: BotObject): Promise<BotObject>;
    sendNote(content: string, to: { readonly to: string | readonly string[] }): Promise<BotObject>;
    updateNote(note: BotObject, content: string): Promise<BotObject>;
    deleteNote(note: BotObject): Promise<BotObject>;
    doActivity(data: object): Promise<BotObject>;
    isFollower(actor: BotObject): Promise<boolean>;
    isFollowing(actor: BotObject): Promise<boolean>;
    getFollowersId(): string;
  }
  export class Bot {
    constructor(username: string, options?: { readonly fullname?: string });
    initialize(context: BotContext): Promise<void>;
    onPublic(activity: BotObject): Promise<void>;
    onMention(object: BotObject, activity: BotObject): Promise<void>;
    handleActivity(activity: BotObject): Promise<boolean>;
  }
}

declare module "activitypub-express" {
  type Middleware = (...given: readonly unknown[]) => unknown;

  function apex(settings: object): apex.Apex;
  namespace apex {
    /** JSON-LD as the library keeps it: compacted, with lists everywhere. */
    type Thing = Record<string, unknown> & { id: string; type: string };
    interface Apex extends Middleware {
      offlineMode: boolean;
      readonly consts: { readonly jsonldTypes: readonly string[] };
      readonly net: Readonly<
        Record<string, { readonly get: readonly Middleware[]; readonly post: readonly Middleware[] }>
      >;
      fromJSONLD(document: object): Promise<Thing>;
      toJSONLD(thing: object): Promise<Record<string, unknown>>;
      buildActivity(type: string, actor: string, to: string | readonly string[], more: object): Promise<Thing>;
      addToOutbox(actor: Thing, activity: Thing): Promise<unknown>;
      acceptFollow(actor: Thing, follow: Thing): Promise<{ readonly postTask: () => Promise<unknown> }>;
      resolveObject(id: string): Promise<Thing>;
    }
  }
  export = apex;
}
