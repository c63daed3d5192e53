import { beforeAll, describe, expect, test } from "vitest";
import { createMember } from "#src/app/members.ts";
import { createToken } from "#src/app/tokens.ts";
import { openWeb } from "#src/web/server.ts";
import { useCleanup } from "#test/rig.ts";
import { openTarget, type Target } from "./target.ts";
import { openVillain, type Villain } from "./villain.ts";

const cleanup = useCleanup();
const json = { accept: "application/activity+json" };
let here: Target;
let bob: Villain;
let eve: Villain;
let member: string;

beforeAll(async () => {
  here = await openTarget({
    next: (app, { partners }) => {
      const web = openWeb({ app, partners });
      return async (request) => web.fetch(request);
    },
  });
  [bob, eve] = await Promise.all([openVillain("bob"), openVillain("eve")]);
  for (const { close } of [here, bob, eve]) cleanup(close);
  const made = await createMember(here.app, { name: "Ann Secret", handle: "ann" });
  member = made.outcome === "done" ? made.iri : "";
  const follow = {
    "@context": "https://www.w3.org/ns/activitystreams",
    id: `${bob.origin}/follows/1`,
    type: "Follow",
    actor: bob.person,
    object: member,
  };
  expect((await here.take(await bob.sign(here.inbox, follow))).status).toBe(202);
});

const get = (path: string, headers: Record<string, string> = json): Promise<Response> =>
  here.take(new Request(path.startsWith("http") ? path : `${here.origin}${path}`, { headers }));

describe("private data", () => {
  test("is not in collections, the outbox, NodeInfo, the list of actors or any feed: who follows whom is nobody's business", async () => {
    const paths = ["followers", "following", "outbox", "featured"].flatMap((name) => [
      `${member}/${name}`,
      `${member}/${name}?cursor=newest`,
      `${here.coop}/${name}`,
      `${here.coop}/${name}?cursor=0`,
    ]);
    for (const path of [
      ...paths,
      "/partners",
      "/nodeinfo/2.1",
      "/.well-known/nodeinfo",
      "/actors",
      "/",
      "/announcements",
      "/announcements/feed.atom",
    ]) {
      for (const headers of [json, { accept: "text/html" }]) {
        const text = await (await get(path, headers)).text();
        expect([path, text.includes(bob.person), text.includes("Ann Secret")]).toEqual([path, false, false]);
      }
    }
  });

  test("is told to nobody by what an Undo, a Follow, an error or a refusal answers: the same whether somebody exists or follows or not", async () => {
    const undo = (object: string): object => ({
      "@context": "https://www.w3.org/ns/activitystreams",
      id: `${eve.origin}/undo/${Math.random()}`,
      type: "Undo",
      actor: eve.person,
      object,
    });
    const answers = new Set<string>();
    for (const object of [
      `${bob.origin}/follows/1`,
      `${bob.origin}/follows/2`,
      `${here.origin}/messages/0195a3c4-7b00-7000-8000-000000000001`,
      member,
    ]) {
      const response = await here.take(await eve.sign(here.inbox, undo(object)));
      answers.add(`${response.status} ${await response.text()}`);
    }
    expect(answers.size).toBe(1);
  });

  test("is not in errors: neither paths of this machine, nor SQL, nor a stack", async () => {
    const odd = [
      "/actors/%00",
      "/actors/%ff%fe",
      "/announcements/'%20OR%201=1",
      "/messages/..%2f..%2fetc",
      "/join/%F0",
      "/uploads/%2e%2e/x.png",
      "/rooms/x/ended/y",
      "/rules?after=%00",
      "/.well-known/webfinger?resource=%00",
      "/.well-known/webfinger",
      "/actors/coop/outbox?cursor=%27",
    ];
    for (const path of odd) {
      const response = await get(path);
      expect([path, response.status < 500]).toEqual([path, true]);
      // No store is asked for what PostgreSQL would fail at.
      if (path.includes("%00")) expect([path, response.status]).toEqual([path, 400]);
      expect(await response.text()).not.toMatch(/\/work\/|node_modules|SELECT |at \w+ \(|sqlite/i);
    }
  });
});

test("a form that is none, and a method that nobody may use, are refused and break nothing", async () => {
  const origin = here.origin;
  for (const type of ["multipart/form-data", "multipart/form-data; boundary=x", 'multipart/form-data; boundary=""']) {
    const init = { method: "POST", headers: { origin, "content-type": type }, body: "--x\r\nContent-Disp" };
    const { status } = await here.take(new Request(`${origin}/reports/new`, init));
    expect([type, status]).toEqual([type, 403]);
  }
  const traced = Object.defineProperty(new Request(`${origin}/`), "method", { value: "TRACE" });
  expect((await here.take(traced)).status).toBe(405);
});

describe("who guesses", () => {
  test("learns the same of every wrong token, and soon has to wait; who has a good one does not", async () => {
    const { token } = await createToken(here.app, { role: "steward", name: "x" });
    const ask = async (bearer: string): Promise<string> => {
      const response = await get("/api/v1/peers", { authorization: `Bearer ${bearer}` });
      return `${response.status} ${response.headers.get("content-type") ?? ""}`;
    };
    const wrong = [`${token.slice(0, -1)}x`, `fedicoop_${"a".repeat(43)}`, "x", token.toUpperCase(), `${token}x`];
    expect(new Set(await Promise.all(wrong.map(ask))).size).toBe(1);
    let last = "";
    for (let each = 0; each < 300 && !last.startsWith("429"); each += 1) last = await ask(`fedicoop_${each}`);
    expect(last).toMatch(/^429/);
    expect(await ask(token)).toMatch(/^200/);
  });

  test.each(["/join/", "/welcome/", "/guests/", "/feeds/", "/attending/"])(
    "secret addresses below %s finds no difference, and has to wait",
    async (folder) => {
      const from = `198.51.100.${folder.charCodeAt(1)}`;
      const ask = (path: string): Promise<Response> =>
        here.take(new Request(`${here.origin}${path}`, { headers: { accept: "text/html" } }), from);
      const answers = new Set<string>();
      for (const guess of ["a".repeat(22), "A".repeat(43), "-_".repeat(9), "0195a3c4-7b00-7000-8000-000000000001"]) {
        const response = await ask(folder + guess);
        answers.add(`${response.status} ${(await response.text()).replaceAll(guess, "").length}`);
      }
      expect(answers.size).toBe(1);
      let status = 0;
      for (let each = 0; each < 300 && status !== 429; each += 1) ({ status } = await ask(`${folder}${each}`));
      expect([folder, status]).toEqual([folder, 429]);
    },
  );
});

test("what is uploaded is never taken for ActivityPub, nor run: nothing below /uploads answers JSON or a page", async () => {
  for (const headers of [json, { accept: "text/html" }, { accept: "application/ld+json" }]) {
    const response = await get("/uploads/0195a3c4-7b00-7000-8000-000000000001.svg", headers);
    expect(response.status).toBe(404);
    expect(response.headers.get("content-type") ?? "").not.toMatch(/activity\+json|ld\+json/);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  }
});

test("no page can be framed or posted to from elsewhere, and a session's cookie is out of reach of scripts", async () => {
  for (const path of ["/", "/sign-in", "/about", "/announcements", "/nowhere", "/api"]) {
    const { headers } = await get(path, { accept: "text/html" });
    expect([path, headers.get("content-security-policy")?.includes("frame-ancestors 'none'")]).toEqual([path, true]);
    for (const cookie of headers.getSetCookie()) expect(cookie).toMatch(/HttpOnly/i);
  }
  for (const headers of [
    { origin: "https://evil.example" },
    { "sec-fetch-site": "cross-site" },
    { origin: "null" },
    {},
  ]) {
    const init = {
      method: "POST",
      headers: { ...headers, "content-type": "application/x-www-form-urlencoded" },
      body: "a=b",
    };
    expect((await here.take(new Request(`${here.origin}/sign-in`, init))).status).toBeGreaterThanOrEqual(400);
  }
});
