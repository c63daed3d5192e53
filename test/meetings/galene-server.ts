import { randomUUID } from "node:crypto";
import { answerApi } from "./galene-api.ts";
import { admit, type Group } from "./galene-rules.ts";
import { enterGroup, visitGroup } from "./galene-visit.ts";
import { startPlatform, type PlatformServer } from "./platform-server.ts";
import { acceptWebSocket } from "./websocket.ts";

export interface GaleneServer extends PlatformServer {
  readonly url: string;
  /** What a coop's operator fills in. */
  readonly connection: {
    readonly url: string;
    readonly username: string;
    readonly password: string;
    readonly groups: string;
  };
  readonly groups: ReadonlyMap<string, Group>;
  /** So many people are in the room from now on; its group must exist. They cannot hear us, but they can be sent out. */
  setPeople(room: string, people: number): void;
  /** Enters as the browser would that opens the way: the name in the room, or why not. */
  enter(
    way: string,
  ): { readonly username: string; readonly permissions: readonly string[] } | { readonly fail: string };
}

export interface GaleneOptions {
  /** The server's clock. */
  readonly now?: () => number;
  /** `writableGroups` of its config.json; true, if absent. */
  readonly isWritable?: boolean;
  /** Whether `.stats` is there. */
  readonly hasStatistics?: boolean;
}

/**
 * A Galène without sound, written from its galene.md, galene-api.md and galene-protocol.md: the administrative API with its
 * credentials, conditions and content types, and as much of the protocol as it takes to join, see who is there, and send people out.
 */
export async function startGalene(options: GaleneOptions = {}): Promise<GaleneServer> {
  const { now = Date.now, isWritable = true, hasStatistics = true } = options;
  const [username, password] = ["coop-admin", randomUUID()];
  const groups = new Map<string, Group>();
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  const place = { host: "" };
  const ground = { now, isWritable, hasStatistics, groups, authorization, host: () => place.host };
  const platform = await startPlatform({
    answer: async (request, response) => {
      await answerApi(ground, request, response);
    },
    upgrade: (request, socket) => {
      if (request.url === "/ws") acceptWebSocket(request, socket, (line) => visitGroup(ground, line));
      else socket.end("HTTP/1.1 404 Not Found\r\n\r\n");
    },
  });
  place.host = new URL(platform.origin).host;
  const url = `${platform.origin}/`;
  return {
    ...platform,
    url,
    connection: { url, username, password, groups: "fedicoop" },
    groups,
    setPeople: (room, people) => {
      const group = groups.get(`fedicoop/${room}`);
      if (group === undefined) throw new Error(`No group fedicoop/${room}`);
      group.clients.clear();
      for (let count = 0; count < people; count += 1)
        enterGroup(group, { id: randomUUID(), username: `person ${count}`, permissions: [] });
    },
    enter: (way) => {
      const { pathname, searchParams } = new URL(way);
      const name = /^\/group\/(.+)\/$/.exec(decodeURIComponent(pathname))?.[1] ?? "";
      const group = groups.get(name);
      const admitted = admit(searchParams.get("token") ?? "", group, { name, host: place.host, nowMs: now() });
      if (group !== undefined && !("fail" in admitted)) enterGroup(group, { id: randomUUID(), ...admitted });
      return admitted;
    },
  };
}
