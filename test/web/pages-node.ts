import "temporal-polyfill/global";
import { serve } from "@hono/node-server";
import { randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import { v7 as uuidV7 } from "uuid";
import { everyoneConfirmed } from "#src/app/confirmations.ts";
import { openSeals } from "#federation/proof.ts";
import { setUp, type SetUp } from "#src/app/coop.ts";
import { transact, type Context } from "#src/app/context.ts";
import type { MailRoad } from "#src/app/mail.ts";
import type { Doctor } from "#src/app/doctor.ts";
import type { Partners } from "#src/app/partners.ts";
import { startSession } from "#src/app/sessions.ts";
import type { Role } from "#src/store/coop.ts";
import type { Database } from "#src/store/database.ts";
import { saveUser } from "#src/store/people.ts";
import { openSecrets } from "#src/store/secrets.ts";
import { cookieName } from "#src/web/request.ts";
import { openWeb } from "#src/web/server.ts";
import type { Locale } from "#src/web/text.ts";

/** A page as somebody got it. */
export interface Visit {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
  /** What a reader sees: no tags, one space between words. */
  readonly words: string;
}

/** Somebody with cookies, who follows no redirect by themselves. */
export interface Visitor {
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Visit>;
  /** Sends a form as a browser does, with the token of the page at `from` (the same path unless given). */
  post(path: string, fields?: Fields, options?: PostOptions): Promise<Visit>;
  /** `post`, then the page that it leads to. */
  send(path: string, fields?: Fields, options?: PostOptions): Promise<Visit>;
  readonly cookies: Map<string, string>;
}

export type Fields = Readonly<Record<string, string | readonly string[]>>;
interface PostOptions {
  readonly from?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface PagesNode {
  readonly app: Context;
  /** What the node's clock says; tests move it. */
  readonly clock: { nowMs: number };
  visitor(language?: Locale): Visitor;
  /** Somebody who is signed in. */
  person(role: Role, language?: Locale): Promise<Visitor>;
  /** A session's cookie, for a browser. */
  cookie(role: Role): Promise<{ readonly name: string; readonly value: string; readonly url: string }>;
  close(): void;
}

export interface PagesNodeOptions {
  readonly setUp?: Partial<SetUp> | false;
  /** What stands before the port. */
  readonly host?: string;
  readonly nowMs?: number;
  /** What other nodes answer; nobody is there unless given. */
  readonly partners?: Partial<Partners>;
  readonly doctor?: Doctor;
  /** Where letters go; without it nobody is asked for an address. */
  readonly mail?: MailRoad;
}

const nobody: Partners = {
  lookUp: () => Promise.resolve({ failed: "unreachable", detail: "There is nobody else." }),
  reconcile: () => Promise.resolve({ state: "unreachable", entries: 0, digest: "0".repeat(64), sent: 0, received: 0 }),
  check: () => Promise.resolve({ reachable: false }),
  findActor: () => Promise.resolve({ failed: "not-found", detail: "There is nobody." }),
  fetchList: async () => ({ outcome: "failed", detail: "Nothing answers here." }),
  findObject: () => Promise.resolve({ failed: "not-found", detail: "There is nothing." }),
};

const seaside: SetUp = {
  name: { en: "Seaside Coop", ca: "Cooperativa Marina" },
  handle: "seaside",
  defaultLanguage: "en",
  region: "Catalonia",
  timeZone: "Europe/Madrid",
  summary: {
    en: "We keep meeting rooms for the coops of the coast.\n\nCome and use them.",
    ca: "Mantenim sales de reunió per a les cooperatives de la costa.",
  },
  fairUse: { en: "Leave the room as you found it, and tell us when you do not need it." },
};

/** The pages of one node over a real store and real HTTP, without other nodes. */
export async function openPagesNode(database: Database, options: PagesNodeOptions = {}): Promise<PagesNode> {
  const clock = { nowMs: options.nowMs ?? Date.now() };
  const listening: { fetch: (request: Request) => Response | Promise<Response> } = { fetch: () => new Response() };
  const server = serve({ fetch: (request) => listening.fetch(request), port: 0, hostname: "127.0.0.1" });
  await new Promise((resolve) => server.once("listening", resolve));
  const origin = `http://${options.host ?? "localhost"}:${(server.address() as AddressInfo).port}`;
  const app: Context = {
    database,
    secrets: openSecrets(randomBytes(32).toString("hex")),
    seals: openSeals(),
    confirmations: everyoneConfirmed(),
    origin,
    nowMs: () => clock.nowMs,
    newId: () => uuidV7(),
    ...(options.mail === undefined ? {} : { mail: options.mail }),
  };
  const partners = { ...nobody, ...options.partners };
  const doctor = options.doctor === undefined ? {} : { doctor: options.doctor };
  const web = openWeb({ app, partners, ...doctor, text: { pseudoLocale: true, missing: "throw" } });
  listening.fetch = (request) => web.fetch(request);
  if (options.setUp !== false) await setUp(app, { ...seaside, ...options.setUp });
  const names = { steward: "Núria Puig", operator: "Arnau Serra", member: "Marta Roca" };
  const cookie = async (role: Role) => {
    const user = {
      id: uuidV7(),
      role,
      name: names[role],
      memberId: null,
      sessionEpoch: 1,
      createdAtMs: clock.nowMs,
      lastSeenAtMs: null,
    };
    const value = await transact(app, async (work) => {
      await saveUser(work.session, user);
      return startSession(work, user);
    });
    return { name: cookieName(origin, "session"), value, url: origin };
  };
  const visitor = (language: Locale = "en"): Visitor => openVisitor(origin, (request) => web.fetch(request), language);
  return {
    app,
    clock,
    visitor,
    person: async (role, language) => {
      const person = visitor(language);
      const { name, value } = await cookie(role);
      person.cookies.set(name, value);
      return person;
    },
    cookie,
    close: () => server.close(),
  };
}

type Fetch = (request: Request) => Response | Promise<Response>;

function openVisitor(origin: string, fetch: Fetch, language: Locale): Visitor {
  const cookies = new Map<string, string>([[cookieName(origin, "language"), language]]);
  const ask = async (path: string, init: RequestInit = {}): Promise<Visit> => {
    const headers = new Headers(init.headers);
    headers.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    if (!headers.has("accept")) headers.set("accept", "text/html");
    const response = await fetch(new Request(new URL(path, origin), { ...init, headers }));
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0\b/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const html = await response.text();
    return { status: response.status, headers: response.headers, html, words: wordsOf(html) };
  };
  const visitor: Visitor = {
    cookies,
    get: (path, headers = {}) => ask(path, { headers }),
    async post(path, fields = {}, { from = path, headers = {} } = {}) {
      const csrf = /name="csrf" value="([^"]*)"/.exec((await ask(from)).html)?.[1];
      const body = new URLSearchParams(csrf === undefined ? {} : { csrf });
      for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
      return ask(path, { method: "POST", body, headers: { origin, ...headers } });
    },
    async send(path, fields, options) {
      const answer = await visitor.post(path, fields, options);
      return answer.status === 303 ? ask(answer.headers.get("location") ?? "/") : answer;
    },
  };
  return visitor;
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

/** The words of a page's body. */
const wordsOf = (html: string): string =>
  html
    .replace(/^[\s\S]*<main/, "<main")
    .replace(/<[^>]*>/g, " ")
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? "")
    .replace(/\s+/g, " ")
    .trim();
