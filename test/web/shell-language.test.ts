import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import {
  chooseLocale,
  language,
  type LanguageEnvironment,
  readAcceptLanguage,
  readSwitch,
  switchHref,
} from "#src/web/language.ts";

describe("the language of a page", () => {
  test.each([
    ["what the reader chose comes first", { chosen: "fr", accepted: "ca", coop: "es" }, "fr"],
    ["then what the browser accepts", { accepted: "ca-ES,es;q=0.8", coop: "es" }, "ca"],
    ["by weight, not by place", { accepted: "en;q=0.2, es;q=0.9", coop: "ca" }, "es"],
    ["a regional variety is enough", { accepted: "fr-CA", coop: "ca" }, "fr"],
    ["then the coop's own", { accepted: "de, ml", coop: "ca" }, "ca"],
    ["a variety of the coop's, too", { coop: "es-MX" }, "es"],
    ["English when the coop speaks what pages do not", { accepted: "ml", coop: "ml-IN" }, "en"],
    ["a language that is refused is not chosen", { accepted: "es;q=0, fr;q=0.1", coop: "es" }, "fr"],
    ["a choice that does not exist is no choice", { chosen: "../en", accepted: "fr" }, "fr"],
    ["nonsense is passed over", { accepted: ";;,, *;q=x, \u0000, ca;q=0.5", coop: "es" }, "ca"],
    ["nothing at all is English", {}, "en"],
  ])("%s", (_, wish, expected) => {
    expect(chooseLocale(wish)).toBe(expected);
  });

  test("is the pseudo-locale only where tests ask for it", () => {
    expect(chooseLocale({ chosen: "qps-plocm" })).toBe("en");
    expect(chooseLocale({ chosen: "qps-plocm" }, { pseudoLocale: true })).toBe("qps-plocm");
  });

  test("is found quickly in a header made to be slow", () => {
    const began = performance.now();
    expect(readAcceptLanguage(`${"a-".repeat(200_000)},ca`)).toEqual([]);
    expect(performance.now() - began).toBeLessThan(200);
  });
});

describe("the switch", () => {
  const web = new Hono<LanguageEnvironment>()
    .use(language({ cookieName: "language_3000", secure: false, coopLanguage: () => "ca" }))
    .all("*", (c) => c.text(c.get("text").locale));

  test("keeps the choice in a cookie and leads back to the same page", async () => {
    const answer = await web.request("/peers?cursor=7&lang=fr");
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe("/peers?cursor=7");
    const cookie = answer.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^language_3000=fr; .*HttpOnly/);
    const after = await web.request("/peers?cursor=7", { headers: { cookie: cookie.split(";")[0] ?? "" } });
    expect(await after.text()).toBe("fr");
    expect(after.headers.get("vary")).toMatch(/Accept-Language.*Cookie/);
  });

  test("ignores a language that pages do not speak", async () => {
    const answer = await web.request("/?lang=tlh");
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe("ca");
  });

  test("does not swallow a form", async () => {
    expect((await web.request("/peers?lang=fr", { method: "POST" })).status).toBe(200);
  });

  test.each([
    "//evil.example/a?lang=fr",
    "/\\evil.example?lang=fr",
    "///evil.example?lang=fr",
    "/%2F/evil.example?lang=fr",
  ])("never leads to another server: %s", (path) => {
    const location = readSwitch(`http://node.example${path}`)?.location ?? "";
    expect(new URL(location, "http://node.example").origin).toBe("http://node.example");
    expect(location).toMatch(/^\/(?![/\\])/);
  });

  test("keeps the query of the page", () => {
    expect(switchHref("/capacity?seats=50", "es")).toBe("/capacity?seats=50&lang=es");
    expect(switchHref("/capacity?lang=fr", "es")).toBe("/capacity?lang=es");
  });
});
