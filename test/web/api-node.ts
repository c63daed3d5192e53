import "temporal-polyfill/global";
import { randomBytes } from "node:crypto";
import { v7 as uuidV7 } from "uuid";
import { everyoneConfirmed } from "#src/app/confirmations.ts";
import { openSeals } from "#federation/proof.ts";
import { setUp } from "#src/app/coop.ts";
import type { Context } from "#src/app/context.ts";
import type { LookedUp, NodeCard, Partners } from "#src/app/partners.ts";
import { createToken } from "#src/app/tokens.ts";
import type { Role } from "#src/store/coop.ts";
import { openSecrets } from "#src/store/secrets.ts";
import { openApi } from "#src/web/api/server.ts";
import type { Engine } from "#test/rig.ts";

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

export interface ApiCall {
  /** `null` sends none. */
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it stands; otherwise the body is written as JSON. */
  readonly raw?: string | Uint8Array<ArrayBuffer>;
}

/** The API of one node over a real store, without other nodes: those answer as `partners` says. */
export interface ApiNode {
  readonly app: Context;
  readonly tokens: Readonly<Record<Role, string>>;
  call(call: string, body?: unknown, options?: ApiCall): Promise<ApiAnswer>;
}

export const origin = "http://localhost:4000";

/** A card of a node that does not exist, for `lookUp`. */
export function cardOf(host: string): NodeCard {
  const at = `https://${host}`;
  return {
    origin: at,
    node: `${at}/actors/node`,
    nodeInbox: `${at}/actors/node/inbox`,
    coop: `${at}/actors/coop`,
    coopInbox: `${at}/actors/coop/inbox`,
    handle: "other",
    name: { en: `Coop at ${host}`, ca: `Cooperativa a ${host}` },
    summary: {},
    fairUse: {},
    fairUseVersion: 1,
    region: "CA-QC",
    languages: ["fr", "en"],
    listed: true,
    ledgerKeys: [],
  };
}

const alone: Partners = {
  lookUp: (address): Promise<LookedUp> =>
    Promise.resolve(
      address.endsWith(".example")
        ? { found: cardOf(address) }
        : { failed: "malformed", detail: "This is no address of a node." },
    ),
  reconcile: () => Promise.resolve({ state: "unreachable", entries: 0, digest: "0".repeat(64), sent: 0, received: 0 }),
  check: () => Promise.resolve({ reachable: false }),
  findActor: () => Promise.resolve({ failed: "not-found", detail: "There is nobody." }),
  fetchList: async () => ({ outcome: "failed", detail: "Nothing answers here." }),
  findObject: () => Promise.resolve({ failed: "not-found", detail: "There is nothing." }),
};

export async function openApiNode(
  engine: Engine,
  wanted: { readonly setUp?: boolean; readonly partners?: Partial<Partners> } = {},
): Promise<ApiNode> {
  const app: Context = {
    database: await engine.open(),
    secrets: openSecrets(randomBytes(32).toString("hex")),
    seals: openSeals(),
    confirmations: everyoneConfirmed(),
    origin,
    nowMs: () => Date.now(),
    newId: () => uuidV7(),
  };
  if (wanted.setUp !== false) {
    const name = { en: "Seaside Coop", ca: "Cooperativa Marina" };
    await setUp(app, { name, handle: "seaside", defaultLanguage: "en", region: "ES-CT", timeZone: "Europe/Madrid" });
  }
  const token = async (role: Role): Promise<string> => (await createToken(app, { role, name: role })).token;
  const tokens = { steward: await token("steward"), operator: await token("operator"), member: await token("member") };
  const api = openApi({ app, partners: { ...alone, ...wanted.partners } });
  return {
    app,
    tokens,
    async call(call, body, options = {}) {
      const [method, path] = call.split(" ", 2) as [string, string];
      const bearer = options.token === undefined ? tokens.steward : options.token;
      const sent = options.raw ?? (body === undefined ? undefined : JSON.stringify(body));
      const response = await api.request(`${origin}/v1${path}`, {
        method,
        headers: {
          ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
          ...(sent === undefined ? {} : { "content-type": "application/json" }),
          ...options.headers,
        },
        ...(sent === undefined ? {} : { body: sent }),
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: (text === "" ? {} : JSON.parse(text)) as Record<string, unknown>,
      };
    },
  };
}
