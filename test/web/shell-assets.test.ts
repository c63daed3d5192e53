import { expect, test } from "vitest";
import { accentHref, assetHref, assetRoutes } from "#src/web/assets.ts";
import { Hono } from "hono";

const web = new Hono().route("/assets", assetRoutes());

test.each([
  ["style.css", "text/css"],
  ["enhance.js", "text/javascript"],
  ["icon.svg", "image/svg+xml"],
])("%s is served by the hash of its content, for ever, as what it is", async (name, type) => {
  const answer = await web.request(assetHref(name));
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toContain(type);
  expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
});

test("an address of another version answers, but is not kept", async () => {
  const answer = await web.request("/assets/style-0123456789ab.css");
  expect(answer.status).toBe(200);
  expect(answer.headers.get("cache-control")).toBe("no-cache");
});

test.each([
  [0, "/assets/accent-0.css", ":root{--accent-hue:0}"],
  [359, "/assets/accent-359.css", ":root{--accent-hue:359}"],
  [-1, "/assets/accent-359.css", ":root{--accent-hue:359}"],
  [725, "/assets/accent-5.css", ":root{--accent-hue:5}"],
])("the hue %d comes as a stylesheet of its own", async (hue, href, css) => {
  expect(accentHref(hue)).toBe(href);
  const answer = await web.request(href);
  expect((await answer.text()).trim()).toBe(css);
  expect(answer.headers.get("content-type")).toContain("text/css");
});

test.each([
  "/assets/accent-360.css",
  "/assets/accent-1e2.css",
  "/assets/accent-01.css",
  "/assets/../assets.ts",
  "/assets/..%2Fassets.ts",
  "/assets/%2e%2e%2fassets.ts",
  "/assets/style.css.map",
  "/assets/",
  "/assets/__proto__",
])("%s is not there", async (path) => {
  expect((await web.request(path)).status).toBe(404);
});

test("what is not there is said without a page of the node, whose language is chosen later", async () => {
  const node = new Hono().route("/assets", assetRoutes()).notFound(() => {
    throw new Error("No page has been begun.");
  });
  expect((await node.request("/assets/missing.css")).status).toBe(404);
});

test("a slip in the name of an asset is found by the first page", () => {
  expect(() => assetHref("stile.css")).toThrow("stile.css");
});
