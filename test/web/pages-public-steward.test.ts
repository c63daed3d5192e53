import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { transact } from "#src/app/context.ts";
import { coopActorId } from "#src/domain/iri.ts";
import { findActorByHandle } from "#src/store/actors.ts";
import { findCoop } from "#src/store/coop.ts";
import { saveFollower } from "#src/store/followers.ts";
import { onBothEngines, useCleanup } from "#test/rig.ts";
import { openPagesNode, type PagesNode, type Visitor } from "./pages-node.ts";

onBothEngines("what stewards write", (engine) => {
  const later = useCleanup();
  let node: PagesNode;
  let steward: Visitor;

  beforeAll(async () => {
    node = await openPagesNode(await engine.open());
    later(() => node.close());
    steward = await node.person("steward");
  });

  const follow = (host: string): Promise<void> =>
    transact(node.app, ({ session }) =>
      saveFollower(session, {
        actorId: coopActorId,
        follower: `https://${host}/users/ada`,
        follow: `https://${host}/follows/1`,
        inbox: `https://${host}/users/ada/inbox`,
        sharedInbox: `https://${host}/inbox`,
        createdAtMs: node.clock.nowMs,
      }),
    );

  /** What the courier does with the first row that waits, once its server has said yes. */
  const deliverOne = (): Promise<void> =>
    transact(node.app, async ({ session: { q, t } }) => {
      const [row] = await q.select({ id: t.outbox.id }).from(t.outbox).where(eq(t.outbox.state, "waiting")).limit(1);
      await q
        .update(t.outbox)
        .set({ state: "done" })
        .where(eq(t.outbox.id, row?.id ?? ""));
    });

  const idIn = (html: string): string => /\/announcements\/([0-9a-f-]{36})\/edit/.exec(html)?.[1] ?? "";

  test("an announcement in several languages is public at once, and its page says who has it", async () => {
    expect((await steward.get("/announcements")).words).toContain("Nobody follows you yet.");
    const alone = await steward.send(
      "/announcements",
      { "content.en": "Before anyone came." },
      { from: "/announcements/new" },
    );
    expect(alone.words).toContain("Nobody: it has no followers to go to yet.");
    await follow("one.example");
    await follow("two.example");
    const written = await steward.send(
      "/announcements",
      { "content.en": "Open day", "content.ca": "Portes obertes" },
      { from: "/announcements/new" },
    );
    expect(written.words).toContain("Announced. It is public now");
    expect(written.words).toContain("2 servers do not have it yet; delivered to: 0.");
    expect((await node.visitor("ca").get("/announcements")).words).toContain("Portes obertes");
    const path = `/announcements/${idIn(written.html)}`;
    await deliverOne();
    expect((await steward.get(path)).words).toContain("One server does not have it yet; delivered to: 1.");
    await deliverOne();
    expect((await steward.get(path)).words).toContain("All 2 servers have it. 2 followers in all.");
    expect((await node.visitor().get(path)).words).not.toContain("Who has it");
  });

  test("an announcement can be changed, language by language, and taken down for good", async () => {
    const written = await steward.send(
      "/announcements",
      { "content.en": "Friday", "content.ca": "Divendres" },
      { from: "/announcements/new" },
    );
    const path = `/announcements/${idIn(written.html)}`;
    expect((await steward.get(`${path}/edit`)).html).toContain("\nDivendres</textarea>");
    const changed = await steward.send(`${path}/edit`, { "content.en": "Saturday", "content.eu": "Larunbata" });
    expect(changed.words).toContain("The change is saved");
    const seen = await node.visitor().get(path);
    expect(seen.words).toContain("Saturday");
    expect(seen.words).toContain("edited");
    expect(seen.html).toContain("Euskara");
    expect(seen.html).not.toContain("Divendres");
    expect((await steward.send(`${path}/remove`, {}, { from: path })).words).toContain(
      "The announcement was removed here",
    );
    expect((await node.visitor().get(path)).status).toBe(410);
    expect((await steward.get(`${path}/edit`)).status).toBe(404);
  });

  test("what cannot be announced comes back with the reason and what was typed", async () => {
    const empty = await steward.post("/announcements", { "content.en": "  " }, { from: "/announcements/new" });
    expect(empty.status).toBe(422);
    expect(empty.words).toContain("Write a text in at least one language.");
    const long = await steward.post(
      "/announcements",
      { "content.en": "Kept.", "content.ml": "a".repeat(10_001) },
      { from: "/announcements/new" },
    );
    expect(long.status).toBe(422);
    expect(long.html).toContain("\nKept.</textarea>");
    expect(long.html).toContain('<a href="#field-content.ml">That is too long: at most 10,000 characters.</a>');
    expect(long.html).toContain('<details class="localized-more" open>');
  });

  test("members: with consent they are named, without it they are not, removed they are gone", async () => {
    const made = await steward.send(
      "/members",
      { "name.en": "Ada Soler", "summary.en": "Engineer." },
      { from: "/members/new" },
    );
    expect(made.words).toContain("The member was added.");
    expect(made.words).toContain("Ada Soler Not listed");
    const { id = "" } = (await findActorByHandle(node.app.database, "ada_soler")) ?? {};
    expect((await node.visitor().get("/")).words).not.toContain("Ada Soler");
    await steward.send(`/members/${id}/edit`, { "name.en": "Ada Soler", discoverable: "yes", listed: "yes" });
    expect((await node.visitor().get("/")).words).toContain("Ada Soler");
    expect((await steward.send(`/members/${id}/remove`, {}, { from: `/members/${id}/edit` })).words).toContain(
      "The member was removed.",
    );
    expect((await node.visitor().get(`/actors/${id}`)).status).toBe(410);
    const again = await steward.post(
      "/members",
      { "name.en": "Another Ada", handle: "@Ada_Soler" },
      { from: "/members/new" },
    );
    expect(again.status).toBe(422);
    expect(again.words).toContain("This short name is taken, or was once.");
    expect(again.html).toContain('value="Another Ada"');
  });

  test("circles: shown unless said otherwise, under a short name of their own", async () => {
    const form = await steward.get("/circles/new");
    expect(form.html).toMatch(/name="discoverable" value="yes" checked/);
    const made = await steward.send(
      "/circles",
      { "name.ca": "Cercle de traducció", handle: "traduccio", discoverable: "yes", listed: "yes" },
      { from: "/circles/new" },
    );
    expect(made.words).toContain(`@traduccio@${new URL(node.app.origin).host}`);
    expect((await node.visitor().get("/")).words).toContain("Cercle de traducció");
    const wrong = await steward.post("/circles", { handle: "no spaces" }, { from: "/circles/new" });
    expect(wrong.words).toContain("2 things need your attention");
  });

  test("settings: what everyone sees changes at once, and what is wrong changes nothing", async () => {
    const fields = {
      "name.en": "Seaside Commons",
      "name.ca": "Comuns Marins",
      "summary.ca": "Sales per a tothom.",
      defaultLanguage: "ca",
      languages: ["en", "fr"],
      region: "Balearic Islands",
      timeZone: "Europe/Paris",
      accentHue: "285",
      countersign: "steward",
    };
    const saved = await steward.send("/settings", fields);
    expect(saved.words).toContain("Saved. Everyone sees it from now on.");
    const coop = await findCoop(node.app.database);
    expect(coop).toMatchObject({
      defaultLanguage: "ca",
      languages: ["ca", "en", "fr"],
      accentHue: 285,
      countersign: "steward",
      listed: false,
      timeZone: "Europe/Paris",
    });
    expect(Object.keys(coop?.name ?? {})).toEqual(["ca", "en"]);
    const front = await node.visitor().get("/");
    expect(front.words).toContain("Seaside Commons");
    expect(front.html).toContain("/assets/accent-285.css");
    const wrong = await steward.post("/settings", {
      ...fields,
      "name.ca": "",
      timeZone: "Mars/Olympus",
      region: "Kept",
    });
    expect(wrong.status).toBe(422);
    expect(wrong.words).toContain("2 things need your attention");
    expect(wrong.html).toContain('value="Kept"');
    expect((await findCoop(node.app.database))?.region).toBe("Balearic Islands");
  });

  test("only stewards write; operators and members look, strangers are asked to sign in", async () => {
    const posts = ["/announcements", "/members", "/circles", "/settings", "/account/invites"];
    for (const role of ["member", "operator"] as const) {
      const person = await node.person(role);
      expect((await person.get("/members")).status).toBe(200);
      for (const path of ["/settings", "/announcements/new", "/members/new", "/circles/new"])
        expect((await person.get(path)).status, `${role} ${path}`).toBe(403);
      for (const path of posts)
        expect(
          (await person.post(path, { "content.en": "x", "name.en": "x" }, { from: "/account" })).status,
          `${role} ${path}`,
        ).toBe(403);
      expect((await person.get("/")).html).not.toMatch(/href="\/(settings|announcements\/new)"/);
    }
    for (const path of ["/members", "/settings", "/announcements/new"])
      expect((await node.visitor().get(path)).headers.get("location")).toBe("/sign-in");
    for (const path of posts)
      expect((await node.visitor().post(path, {}, { from: "/" })).headers.get("location")).toBe("/sign-in");
  });
});
