import { createHash } from "node:crypto";
import { decodeJwt } from "jose";
import type { Page } from "playwright-core";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { startBigBlueButton, type BigBlueButtonServer } from "#test/meetings/bigbluebutton-server.ts";
import { becomePartners, settledAgreement } from "#test/nodes/main-job.ts";
import { eventually, openBrowser, useCleanup, useNodes, type RunningNode } from "#test/rig.ts";

const nodes = useNodes();
const cleanup = useCleanup();

test("from the search to the room: a steward asks, a member walks in with one click and a guest by a link", async () => {
  const [a, b, bbb] = await Promise.all([
    nodes.start({ handle: "sala", name: "Sala Comuna" }),
    nodes.start({ handle: "relais", name: "Le Relais" }),
    startBigBlueButton(),
  ]);
  cleanup(() => bbb.stop());
  const browser = await openBrowser({ language: "en" });
  cleanup(() => browser.close());
  await Promise.all([becomePartners({ a, b }), lend(a, bbb)]);
  const [forSteward, forMember] = await Promise.all([inviteTo(b, "steward"), inviteTo(b, "member")]);

  const steward = browser.page;
  await signIn(steward, forSteward, "Núria");
  await ask(steward, b.origin);
  await settledAgreement({ a, b }, "accepted");

  const { page: member } = await browser.person({ language: "ca", width: 390 });
  await signIn(member, forMember, "Marta Roca");
  const enter = member.locator('form[action$="/enter"] button');
  await eventually(async () => {
    await member.goto(`${b.origin}/meetings`);
    return (await enter.count()) === 1;
  });
  const walk = await walkIn(member, bbb, () => enter.click());
  expect(walk.join).toMatchObject({ fullName: "Marta Roca", role: "VIEWER", userID: walk.pass.sub });
  expect(walk.pass).toMatchObject({ name: "Marta Roca", role: "participant", language: "ca" });
  await member.goto(walk.door);
  expect(await member.locator("main").innerText()).toContain("ja s’ha fet servir");

  const link = await inviteGuest(steward, b.origin);
  const { context, page: guest } = await browser.person({ language: "fr", width: 390, javaScript: false });
  await guest.goto(link);
  await guest.locator('[name="name"]').fill("Luc");
  const second = await walkIn(guest, bbb, () => guest.locator("main form button").click());
  expect(second.join).toMatchObject({ fullName: "Luc", role: "MODERATOR" });
  expect(await context.cookies()).toEqual([]);
  const [room] = bbb.rooms.values();
  expect([...(room?.people.values() ?? [])].toSorted()).toEqual(["MODERATOR", "VIEWER"]);
  await guest.goto(room?.parameters.get("logoutURL") ?? "");
  expect(await guest.locator("main").innerText()).toContain("Vous avez quitté la salle");
}, 180_000);

/** A room on a server of its own, offered to partners. */
async function lend(a: RunningNode, bbb: BigBlueButtonServer): Promise<void> {
  const { id } = await a.ask<{ id: string }>("POST /resources", {
    kind: "meeting-server",
    name: { en: "Large room" },
    platform: "bigbluebutton",
    seats: 100,
  });
  await a.ask(`POST /resources/${id}/servers`, { name: "One", seats: 100, connection: bbb.connection });
  const proposal = { resource: id, seats: 100, audience: "partners", terms: { kind: "gift" } };
  await a.ask("POST /proposals", proposal);
}

async function inviteTo(node: RunningNode, role: "steward" | "member"): Promise<string> {
  const made = await node.cli("invite", "create", "--role", role, "--json");
  return (JSON.parse(made.stdout) as { url: string }).url;
}

async function signIn(page: Page, invite: string, name: string): Promise<void> {
  await page.goto(invite);
  await page.locator('[name="personName"]').fill(name);
  await Promise.all([page.waitForURL("**/account/passkey"), page.locator("main form button").click()]);
}

/** Searches for the hour that begins in three minutes, and asks the first who has room. */
async function ask(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/capacity`);
  const zone = (await page.locator("html").getAttribute("data-zone")) ?? "UTC";
  const start = Temporal.Now.zonedDateTimeISO(zone)
    .round({ smallestUnit: "minute", roundingMode: "ceil" })
    .add({ minutes: 3 });
  const clock = (time: Temporal.ZonedDateTime): string => time.toPlainTime().toString({ smallestUnit: "minute" });
  const query = new URLSearchParams({
    date: start.toPlainDate().toString(),
    from: clock(start),
    to: clock(start.add({ hours: 1 })),
    seats: "20",
  });
  const offer = page.locator('main a[href^="/capacity/ask"]').first();
  await eventually(async () => {
    await page.goto(`${origin}/capacity?${query.toString()}`);
    return (await offer.count()) > 0;
  });
  await offer.click();
  await page.locator('[name="title"]').fill("Assemblée");
  await Promise.all([page.waitForURL("**/agreements/**"), page.locator('form[action="/capacity/ask"] button').click()]);
}

/** A steward makes a link for whoever moderates, on the page of the agreement. */
async function inviteGuest(page: Page, origin: string): Promise<string> {
  await page.goto(`${origin}/meetings`);
  await page.locator("main article a").first().click();
  const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  await page.goto(`${origin}/agreements/${id}`);
  await page.locator('main a[href$="/guests"]').click();
  await page.locator('[name="label"]').fill("Facilitation");
  await page.locator('[name="role"][value="moderator"]').check();
  await Promise.all([page.waitForURL("**?done=made"), page.locator('form[action$="/guests"] button').click()]);
  return page.locator(".copyable code").innerText();
}

/** Follows somebody from their own coop's page over the host's door to the meeting server, and reads what each was told. */
async function walkIn(page: Page, bbb: BigBlueButtonServer, press: () => Promise<void>) {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await Promise.all([page.waitForURL(`${bbb.origin}/client**`), press()]);
  const door = asked.find((url) => url.includes("/join/")) ?? "";
  const join = new URL(asked.find((url) => url.startsWith(`${bbb.url}api/join`)) ?? "");
  // The server has checked it already; here it is computed once more from nothing but the address and the secret.
  const query = join.search.slice(1).replace(/&checksum=.*$/, "");
  const checksum = createHash("sha256").update(`join${query}${bbb.secret}`).digest("hex");
  expect(join.searchParams.get("checksum")).toBe(checksum);
  const pass = new URL(door).searchParams.get("pass") ?? "";
  return { door, pass: decodeJwt(pass), join: Object.fromEntries(join.searchParams) };
}
