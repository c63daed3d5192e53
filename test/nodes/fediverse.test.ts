import { describe, expect, test } from "vitest";
import { openStranger } from "#test/federation/stranger.ts";
import { eventually, useCleanup, useNodes } from "#test/rig.ts";

describe.each(["sqlite", "postgres"] as const)("a running node on %s", (engine) => {
  const nodes = useNodes();
  const cleanup = useCleanup();

  test("is followed by a server of another kind, which hears all that was announced while it was away, over a kill -9", async () => {
    const node = await nodes.start({ handle: "kerala", name: "Kerala Commons", language: "en", engine });
    const there = await openStranger();
    cleanup(there.close);
    const coop = (await node.ask<{ coop: string }>("GET /node")).coop;
    const heard = (): string[] => there.heard.map(({ type }) => type);
    await there.follow(coop);
    await eventually(() => heard().includes("Accept"), { what: "the Accept" });

    there.away = true;
    const content = { en: "We share a camera kit.", fr: "Nous partageons un kit caméra." };
    const { id, object } = await node.ask<{ id: string; object: string }>("POST /announcements", { content });
    await node.kill9();
    await node.restart();
    there.away = false;
    await eventually(() => heard().includes("Create"), { what: "the announcement", withinMs: 60_000 });
    const note = there.heard.find(({ type }) => type === "Create")?.json["object"];
    expect(note).toMatchObject({
      id: object,
      contentMap: { en: "<p>We share a camera kit.</p>", fr: expect.stringContaining("caméra") },
    });

    const page = await fetch(object, { headers: { accept: "text/html" } });
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining("We share a camera kit.")]);
    await node.ask(`PATCH /announcements/${id}`, { content: { en: "We share two camera kits." } });
    await eventually(() => heard().includes("Update"), { what: "the change" });
    await node.ask(`DELETE /announcements/${id}`);
    await eventually(() => heard().includes("Delete"), { what: "the removal" });
    for (const accept of ["text/html", "application/activity+json"]) {
      expect([accept, (await fetch(object, { headers: { accept } })).status]).toEqual([accept, 410]);
    }
    const actor = await fetch(coop, { headers: { accept: "text/html" } });
    expect([actor.status, await actor.text()]).toEqual([200, expect.stringContaining("Kerala Commons")]);
  }, 120_000);
});
