import { expect, test } from "vitest";
import { problems } from "#src/web/api/problem.ts";
import { routes } from "#src/web/api/routes.ts";
import { locales } from "#src/web/text.ts";
import { checkPage, memoryDatabase, useCleanup } from "#test/rig.ts";
import { openPagesNode } from "./pages-node.ts";

const later = useCleanup();

test("a page shows every call and every problem, in each language, as valid HTML without inline scripts", async () => {
  const database = await memoryDatabase();
  const node = await openPagesNode(database);
  later(() => node.close());
  later(() => database.close());
  for (const locale of [...locales, "qps-plocm"] as const) {
    const page = await node.visitor(locale).get("/api");
    expect(page.status).toBe(200);
    expect(page.headers.get("content-security-policy")).toContain("script-src 'self'");
    expect(await checkPage(page.html)).toEqual([]);
    for (const { method, path } of routes) expect(page.words).toContain(`${method.toUpperCase()} ${path}`);
    for (const name of Object.keys(problems)) expect(page.html).toContain(`id="problem-${name}"`);
  }
});

test("beside it the API answers, and nothing of it is a page", async () => {
  const database = await memoryDatabase();
  const node = await openPagesNode(database, { setUp: false });
  later(() => node.close());
  later(() => database.close());
  const description = await node.visitor().get("/api/v1/openapi.json");
  expect(JSON.parse(description.html)).toMatchObject({
    openapi: "3.1.0",
    servers: [{ url: `${node.app.origin}/api/v1` }],
  });
  for (const path of ["/api/v2", "/api/v1/nothing"]) {
    const missing = await node.visitor().get(path);
    expect(missing).toMatchObject({ status: 404 });
    expect(missing.headers.get("content-type")).toBe("application/problem+json");
  }
  expect((await node.visitor().get("/api/v1")).headers.get("location")).toBe("/api");
});
