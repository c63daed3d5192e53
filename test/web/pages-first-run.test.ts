import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openBrowser, useNodes, type BrowserOptions, type OpenBrowser, type RunningNode } from "#test/rig.ts";

let browser: OpenBrowser;
const closers: (() => Promise<void>)[] = [];

beforeAll(async () => {
  browser = await openBrowser();
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});
afterAll(() => browser.close());

async function person(options: BrowserOptions = {}): Promise<Page> {
  const { context, page } = await browser.person(options);
  closers.push(() => context.close());
  return page;
}

/** The one-time link that `npm start` prints. */
const linkOf = (node: RunningNode): string => /^ {2}(http\S+\/welcome\/\S+)$/m.exec(node.log())?.[1] ?? "";

async function fillSetUp(page: Page): Promise<void> {
  await page.getByLabel("Default language").selectOption("ca");
  await page.getByText("In other languages, too").first().click();
  await page.locator('[name="name.ca"]').fill("Comuns Digitals");
  await page.locator('[name="name.en"]').fill("Digital Commons");
  await page.getByLabel("Short name").fill("@Comuns");
  await page.getByLabel("Region").fill("Catalonia");
  await page.getByLabel("Time zone").fill("Europe/Madrid");
  await page.getByLabel("Your name").fill("Núria Puig");
  await page.getByRole("button", { name: "Set up the node" }).click();
}

describe("the first run, from the link that npm start prints", () => {
  const nodes = useNodes();

  test("to a passkey, out, in by passkey, and out everywhere", async () => {
    const node = await nodes.start({ setUp: false });
    const link = linkOf(node);
    expect(link).toMatch(new RegExp(`^${node.origin}/welcome/[\\w-]{22,}$`));
    const page = await person({ authenticator: true });
    await page.goto(node.origin);
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("This node waits to be set up");
    await page.goto(link);
    await fillSetUp(page);
    expect(new URL(page.url()).pathname).toBe("/account/passkey");
    await page.getByRole("button", { name: "Make a passkey" }).click();
    await page.waitForURL("**/overview");
    await page.goto(`${node.origin}/account`);
    expect(await page.locator("main").textContent()).toContain("Made on");

    const stolen = await page.context().cookies();
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Digital Commons");
    expect(await page.locator("main").textContent()).toContain(`@comuns@${new URL(node.origin).host}`);
    const thief = await person();
    await thief.context().addCookies(stolen);
    await thief.goto(`${node.origin}/overview`);
    expect(new URL(thief.url()).pathname).toBe("/sign-in");

    // Whoever was sent to a meeting gets there after signing in.
    const meeting = `${node.origin}/meetings/0195a3c4-6b40-7000-8000-00000000000b`;
    await page.goto(meeting);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.waitForURL(meeting);
    const elsewhere = await person();
    await elsewhere.context().addCookies(await page.context().cookies());
    await elsewhere.goto(`${node.origin}/overview`);
    expect(new URL(elsewhere.url()).pathname).toBe("/overview");
    await page.goto(`${node.origin}/account`);
    await page.getByRole("button", { name: "Sign out everywhere" }).click();
    expect(new URL(page.url()).pathname).toBe("/sign-in");
    await elsewhere.reload();
    expect(new URL(elsewhere.url()).pathname).toBe("/sign-in");

    const late = await person();
    const answer = await late.goto(link);
    expect(answer?.status()).toBe(410);
    expect(await late.getByRole("heading", { level: 1 }).textContent()).toBe("This link no longer works");
    const said = node.log().length;
    await node.restart();
    expect(node.log().slice(said)).toContain(`for @comuns@${new URL(node.origin).host}`);
    expect(node.log().slice(said)).not.toContain("/welcome/");
  });

  test("without a script: the node is set up and its steward signed in; only the passkey has to wait", async () => {
    const node = await nodes.start({ setUp: false });
    const page = await person({ javaScript: false, width: 360 });
    await page.goto(linkOf(node));
    await page.getByRole("button", { name: "Set up the node" }).click();
    expect(await page.locator(".error-summary").textContent()).toContain(
      "Write the name of your coop in its default language.",
    );
    await fillSetUp(page);
    expect(await page.locator("main").textContent()).toContain("Passkeys need JavaScript in your browser.");
    await page.getByRole("link", { name: "Later." }).click();
    expect(new URL(page.url()).pathname).toBe("/overview");
  });

  test("on an address made of numbers the link itself signs in, and the pages say so", async () => {
    const node = await nodes.start({ setUp: false, hostname: "127.0.0.1" });
    const page = await person();
    await page.goto(linkOf(node));
    await fillSetUp(page);
    expect(new URL(page.url()).pathname).toBe("/overview");
    await page.goto(`${node.origin}/account`);
    expect(await page.locator("main").textContent()).not.toContain("Passkeys");
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await page.goto(`${node.origin}/sign-in`);
    expect(await page.locator("main").textContent()).toContain("Each sign-in takes a new link.");
    const made = await node.cli("invite", "create", "--role", "steward", "--json");
    await page.goto((JSON.parse(made.stdout) as { url: string }).url);
    await page.getByLabel("Your name").fill("Jordi Vila");
    await page.getByRole("button", { name: "Accept the invitation" }).click();
    expect(new URL(page.url()).pathname).toBe("/overview");
  });
});
