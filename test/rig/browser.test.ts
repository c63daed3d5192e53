import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser, type OpenBrowser } from "./browser.ts";
import { checkAccessibility, checkPage } from "./page.ts";

const good = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>A page</title></head>
<body><main><h1>Seats for Kerala</h1><p>Fifty are free.</p></main></body></html>`;
const bad = `<!doctype html>
<html><head><title>A page</title></head>
<body><main><h1>Seats</h1><img src="a.png"><p style="color:#ccc;background:#fff">Pale</p></p></main></body></html>`;

describe("checkPage", () => {
  test("has nothing to say about a valid page", async () => {
    expect(await checkPage(good)).toEqual([]);
  });

  test("names what is wrong, and where", async () => {
    const said = (await checkPage(bad)).join("\n");
    expect(said).toMatch(/element-required-attributes|html-lang/);
    expect(said).toContain("close-order");
    expect(said).toContain("no-inline-style");
  });
});

describe("a real browser", () => {
  let opened: OpenBrowser;
  let server: Server;
  let origin: string;
  beforeAll(async () => {
    server = createServer((request, response) => {
      const headers = { "content-type": "text/html", "content-security-policy": "default-src 'self'" };
      response.writeHead(200, headers).end(request.url === "/bad" ? bad : good);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    origin = `http://localhost:${(server.address() as AddressInfo).port}`;
    opened = await openBrowser({ authenticator: true, language: "ca" });
  });
  afterAll(async () => {
    await opened.close();
    server.closeAllConnections();
    server.close();
  });

  test("draws letters", async () => {
    const { page } = opened;
    await page.setContent("<p style='font-size:40px'>WWWWW</p><p style='font-size:40px'>iiiii</p>");
    const widths = await page.$$eval("p", (all) =>
      all.map((one) => {
        const range = document.createRange();
        range.selectNodeContents(one);
        return range.getBoundingClientRect().width;
      }),
    );
    expect(widths[0]).toBeGreaterThan((widths[1] ?? 0) * 2);
    expect((await page.screenshot()).length).toBeGreaterThan(1000);
  });

  test("asks in the person's language", async () => {
    expect(await opened.page.evaluate("navigator.language")).toBe("ca");
  });

  test("is checked for accessibility under a strict policy", async () => {
    await opened.page.goto(`${origin}/good`);
    expect(await checkAccessibility(opened.page)).toEqual([]);
    await opened.page.goto(`${origin}/bad`);
    const said = (await checkAccessibility(opened.page)).join("\n");
    expect(said).toContain("image-alt");
    expect(said).toContain("html-has-lang");
  });

  test("makes a passkey without anybody pressing anything", async () => {
    await opened.page.goto(`${origin}/good`);
    const kind = await opened.page.evaluate(async () => {
      const bytes = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length));
      const made = await navigator.credentials.create({
        publicKey: {
          challenge: bytes(32),
          rp: { name: "A coop", id: "localhost" },
          user: { id: bytes(16), name: "steward", displayName: "Steward" },
          pubKeyCredParams: [{ type: "public-key", alg: -7 }],
          authenticatorSelection: { residentKey: "required", userVerification: "required" },
        },
      });
      return made?.type;
    });
    expect(kind).toBe("public-key");
  });

  test("gives another person cookies of their own", async () => {
    const other = await opened.person({ javaScript: false });
    await opened.context.addCookies([{ name: "who", value: "one", url: origin }]);
    expect(await other.context.cookies(origin)).toEqual([]);
    await other.context.close();
  });
});
