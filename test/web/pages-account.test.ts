import { beforeAll, expect, test } from "vitest";
import { createInvite } from "#src/app/invites.ts";
import { findCoop } from "#src/store/coop.ts";
import { listPasskeys, listUsers, savePasskey } from "#src/store/people.ts";
import { transact } from "#src/app/context.ts";
import { onBothEngines, useCleanup } from "#test/rig.ts";
import { openPagesNode, type PagesNode, type PagesNodeOptions, type Visitor } from "./pages-node.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const setUpFields = {
  "name.en": "Digital Commons",
  defaultLanguage: "en",
  handle: "commons",
  region: "Catalonia",
  timeZone: "Europe/Madrid",
  personName: "Núria Puig",
};

onBothEngines("coming in", (engine) => {
  const later = useCleanup();
  const open = async (options: PagesNodeOptions = {}): Promise<PagesNode> => {
    const node = await openPagesNode(await engine.open(), options);
    later(() => node.close());
    return node;
  };
  const link = async ({ app }: PagesNode, invite: Partial<Parameters<typeof createInvite>[1]> = {}): Promise<string> =>
    new URL((await createInvite(app, { purpose: "invite", role: "steward", ...invite })).url).pathname;

  test("a link works once, and not after a day", async () => {
    const node = await open();
    const used = await link(node, { role: "operator" });
    const person = node.visitor();
    expect((await person.get(used)).words).toContain("You are invited as an operator");
    expect((await person.post(used, { personName: "Ada" })).headers.get("location")).toBe("/account/passkey");
    expect((await person.get("/account")).words).toContain("Ada Role operator");
    expect((await node.visitor().get(used)).status).toBe(410);
    const old = await link(node);
    node.clock.nowMs += 24 * hourMs - 1;
    expect((await node.visitor().get(old)).status).toBe(200);
    node.clock.nowMs += 1;
    expect((await node.visitor().get(old)).status).toBe(410);
    expect((await node.visitor().post(old, { personName: "Late" })).status).toBe(410);
    expect((await listUsers(node.app.database)).map(({ name }) => name)).toEqual(["Ada"]);
  });

  test("two who use one link at the same moment: one of them is let in", async () => {
    const node = await open();
    const path = await link(node);
    const all = await Promise.all(
      [1, 2, 3].map((number) => node.visitor().post(path, { personName: `Person ${number}` })),
    );
    expect(all.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([303, 410, 410]);
    expect(await listUsers(node.app.database)).toHaveLength(1);
  });

  test("a set-up that cannot be taken says what is wrong, keeps what was typed and the link", async () => {
    const node = await open({ setUp: false });
    const path = await link(node, { purpose: "setup" });
    const wrong = await node
      .visitor()
      .post(path, { ...setUpFields, "name.en": "", "name.ca": "Comuns", handle: "Com Uns", timeZone: "Mars" });
    expect(wrong.status).toBe(422);
    expect(wrong.words).toContain("3 things need your attention");
    expect(wrong.html).toContain('value="Comuns"');
    expect(wrong.html).toContain('<a href="#field-timeZone">');
    expect(await findCoop(node.app.database)).toBeUndefined();
    expect((await node.visitor().post(path, setUpFields)).status).toBe(303);
    expect((await findCoop(node.app.database))?.handle).toBe("commons");
  });

  test("a link made by command sets a fresh node up, too; nobody but a steward does", async () => {
    const node = await open({ setUp: false });
    expect((await node.visitor().get(await link(node, { role: "operator" }))).status).toBe(410);
    const path = await link(node);
    expect((await node.visitor().get(path)).words).toContain("Let us set up your node");
    expect((await node.visitor().send(path, setUpFields)).words).toContain("Make your passkey");
  });

  test("on an address made of numbers the link itself signs in", async () => {
    const node = await open({ setUp: false, host: "127.0.0.1" });
    const person = node.visitor();
    expect((await person.post(await link(node, { purpose: "setup" }), setUpFields)).headers.get("location")).toBe(
      "/overview",
    );
    expect((await person.get("/account")).words).not.toContain("Passkeys");
    expect((await node.visitor().get("/sign-in")).words).toContain("Each sign-in takes a new link.");
  });

  test("a link for a lost passkey forgets it, and ends every open session", async () => {
    const node = await open();
    const { app } = node;
    const person = node.visitor();
    await person.post(await link(node), { personName: "Ada" });
    const [{ id: userId } = { id: "" }] = await listUsers(app.database);
    const passkey = {
      id: "old",
      userId,
      publicKey: "",
      counter: 0,
      transports: [],
      createdAtMs: 0,
      lastUsedAtMs: null,
    };
    await transact(app, ({ session }) => savePasskey(session, passkey));
    const again = node.visitor();
    await again.post(await link(node, { purpose: "recover", userId }));
    expect((await again.get("/account")).words).toContain("Ada Role steward");
    expect((await person.get("/account")).headers.get("location")).toBe("/sign-in");
    expect(await listPasskeys(app.database, userId)).toEqual([]);
  });
});

onBothEngines("being in", (engine) => {
  const later = useCleanup();
  let node: PagesNode;

  beforeAll(async () => {
    node = await openPagesNode(await engine.open());
    later(() => node.close());
  });

  const isIn = async (person: Visitor): Promise<boolean> => (await person.get("/account")).status === 200;
  const copyOf = (person: Visitor): Visitor => {
    const copy = node.visitor();
    for (const [name, value] of person.cookies) copy.cookies.set(name, value);
    return copy;
  };

  test("a session's token changes while it is used; the one before is good for a moment", async () => {
    const person = await node.person("member");
    const before = copyOf(person);
    node.clock.nowMs += 16 * minuteMs;
    expect(await isIn(person)).toBe(true);
    expect(person.cookies).not.toEqual(before.cookies);
    node.clock.nowMs += 30_000;
    expect(await isIn(before)).toBe(true);
    expect(await isIn(person)).toBe(true);
  });

  test("an old token that turns up later was stolen: the session ends for both", async () => {
    const person = await node.person("member");
    const thief = copyOf(person);
    node.clock.nowMs += 16 * minuteMs;
    expect(await isIn(person)).toBe(true);
    node.clock.nowMs += 2 * minuteMs;
    expect(await isIn(thief)).toBe(false);
    expect(await isIn(person)).toBe(false);
  });

  test("a session that nobody uses for a month ends, and a forged one never began", async () => {
    const person = await node.person("member");
    node.clock.nowMs += 31 * 24 * hourMs;
    expect(await isIn(person)).toBe(false);
    const forged = await node.person("steward");
    for (const [name, value] of forged.cookies) forged.cookies.set(name, `${value.slice(0, -3)}abc`);
    expect(await isIn(forged)).toBe(false);
  });

  test("signing out makes every copy of the token worthless", async () => {
    const person = await node.person("member");
    const copy = copyOf(person);
    await person.post("/sign-out", {}, { from: "/account" });
    expect(await isIn(person)).toBe(false);
    expect(await isIn(copy)).toBe(false);
  });

  test("a form from elsewhere, without its token, or with another session's changes nothing", async () => {
    const steward = await node.person("steward");
    const other = await node.person("steward");
    const csrf = /name="csrf" value="([^"]*)"/.exec((await other.get("/account")).html)?.[1] ?? "";
    const fields = { "name.en": "Forged", defaultLanguage: "en", region: "Nowhere", timeZone: "UTC" };
    const tries = [
      await steward.post("/settings", { ...fields, csrf }, { from: "/livez" }),
      await steward.post("/settings", fields, { from: "/livez" }),
      await steward.post("/settings", fields, { headers: { origin: "https://evil.example" } }),
      await steward.post("/settings", fields, { headers: { origin: "null", "sec-fetch-site": "cross-site" } }),
    ];
    for (const { status, words } of tries) {
      expect(status).toBe(403);
      expect(words).toContain("Nothing was changed.");
    }
    expect((await findCoop(node.app.database))?.name).toEqual({ en: "Seaside Coop", ca: "Cooperativa Marina" });
    const honest = await steward.post("/settings", fields, {
      headers: { origin: "null", "sec-fetch-site": "same-origin" },
    });
    expect(honest.status).toBe(303);
  });

  test("a steward invites by a link that is shown once, and takes people's accounts away", async () => {
    const steward = await node.person("steward");
    const made = await steward.post("/account/invites", { role: "member", name: "Pau" }, { from: "/account" });
    expect(made.status).toBe(201);
    const path = /\/welcome\/[\w-]+/.exec(made.html)?.[0] ?? "";
    const pau = node.visitor();
    expect((await pau.get(path)).html).toContain('value="Pau"');
    await pau.post(path, { personName: "Pau" });
    expect(await isIn(pau)).toBe(true);
    const account = await steward.get("/account");
    const id =
      /\/account\/people\/([0-9a-f-]{36})\/remove[\s\S]*?Remove Pau/.exec(
        account.html.slice(account.html.indexOf("Pau</h3>")),
      )?.[1] ?? "";
    expect((await pau.post(`/account/people/${id}/remove`, {}, { from: "/account" })).status).toBe(403);
    expect((await steward.send(`/account/people/${id}/remove`, {}, { from: "/account" })).words).toContain(
      "They were removed",
    );
    expect(await isIn(pau)).toBe(false);
    const self = (await listUsers(node.app.database)).findLast(({ role }) => role === "steward");
    expect((await steward.post(`/account/people/${self?.id ?? ""}/remove`, {}, { from: "/account" })).status).toBe(404);
  });

  test("an answer that is no passkey's is refused, whatever it is", async () => {
    const steward = await node.person("steward");
    const csrf = /name="csrf" value="([^"]*)"/.exec((await steward.get("/account")).html)?.[1] ?? "";
    const ask = (path: string, body: string) =>
      fetch(`${node.app.origin}${path}`, {
        method: "POST",
        body,
        headers: {
          origin: node.app.origin,
          "content-type": "application/json",
          "x-csrf": csrf,
          cookie: [...steward.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        },
      });
    for (const body of [
      "",
      "[]",
      "{",
      '{"challengeId":"x"}',
      JSON.stringify({
        challengeId: node.app.newId(),
        response: { id: "a", rawId: "a", type: "public-key", response: {} },
      }),
    ]) {
      expect((await ask("/sign-in", body)).status, body).toBe(403);
      expect((await ask("/account/passkeys", body)).status, body).toBe(403);
    }
  });
});
