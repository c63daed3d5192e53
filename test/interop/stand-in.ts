import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { JsonObject } from "#federation/wire/json.ts";
import { listRemote, readRemote, type Places } from "./remote.ts";
import { activityJson, peerKeys, send } from "./signing.ts";

/** Stands in for a server of one kind: it has that kind's actors, as their fixtures show them, and says what their fixtures say. */
export interface StandIn {
  readonly origin: string;
  /** A fixture of this server, such as `follow`, with our real addresses in it. */
  read(what: string, places: Places): Promise<JsonObject>;
  /** POSTs an activity, signed with the key that its actor shows; answers the status. */
  say(inbox: string, activity: JsonObject): Promise<number>;
  /** Serves a document under its id from now on; `null` makes it answer 410. */
  serve(id: string, document: JsonObject | null): void;
  close(): Promise<void>;
}

export async function openStandIn(server: string): Promise<StandIn> {
  const documents = new Map<string, JsonObject | null>();
  const http = createServer((request, response) => answer(response, documents.get(request.url ?? "")));
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const { publicKeyPem } = peerKeys();
  const pathOf = (id: string): string => id.slice(origin.length).split("#", 1)[0] || "/";
  const read = (what: string, places: Places): Promise<JsonObject> =>
    readRemote(`${server}/${what}`, { there: origin, publicKeyPem, ...places });
  for (const { file, reads } of await listRemote()) {
    if (!file.startsWith(`${server}/`) || !["actor", "key", "collection"].includes(reads)) continue;
    const document = await read(file.slice(server.length + 1, -".json".length), {});
    documents.set(reads === "key" ? pathOf(keyIdOf(document)) : pathOf(document["id"] as string), document);
  }
  return {
    origin,
    read,
    async say(inbox, activity) {
      const actor = activity["actor"] as string;
      const document = documents.get(pathOf(actor)) ?? lent(documents, actor);
      if (!documents.has(pathOf(actor))) documents.set(pathOf(actor), document);
      return (await send({ method: "POST", url: inbox, activity, keyId: keyIdOf(document) })).status;
    },
    serve: (id, document) => void documents.set(pathOf(id), document),
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
}

const keyIdOf = (document: JsonObject): string => (document["publicKey"] as JsonObject)["id"] as string;

/** An actor that no fixture shows, such as the one that speaks for the whole server: like another one there. */
function lent(documents: ReadonlyMap<string, JsonObject | null>, actor: string): JsonObject {
  const like = [...documents.values()].find((each) => each?.["inbox"] !== undefined);
  if (like === undefined || like === null) throw new Error(`There is no actor like ${actor}.`);
  const publicKey = { ...(like["publicKey"] as JsonObject), id: `${actor}#main-key`, owner: actor };
  return { ...like, id: actor, inbox: `${actor}/inbox`, publicKey };
}

function answer(response: ServerResponse, document: JsonObject | null | undefined): void {
  if (document === undefined || document === null) {
    response.writeHead(document === null ? 410 : 404).end();
    return;
  }
  response.writeHead(200, { "content-type": `${activityJson}; charset=utf-8` }).end(JSON.stringify(document));
}
