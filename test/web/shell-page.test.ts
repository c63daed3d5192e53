import { html } from "hono/html";
import { describe, expect, test } from "vitest";
import { actionForm } from "#src/web/components/form.ts";
import { localizedField, textField } from "#src/web/components/field.ts";
import { checkboxGroup } from "#src/web/components/choice.ts";
import { pagination } from "#src/web/components/pagination.ts";
import { table } from "#src/web/components/table.ts";
import { keepTyped, readLocalized } from "#src/web/components/typed.ts";
import { weekStrip } from "#src/web/components/week.ts";
import type { PageContext } from "#src/web/components/context.ts";
import { renderPage } from "#src/web/layout.ts";
import { type Locale, locales, pseudoLocale } from "#src/web/text.ts";
import { checkPage } from "#test/rig.ts";
import { galleryNowMs, galleryPage, renderGallery } from "./gallery.ts";
import { wrongForm } from "./gallery-form.ts";

const page = galleryPage("en");
const write = async (of: PageContext, body: unknown): Promise<string> =>
  String(await renderPage(of, { title: "A page", body: html`${body}` }));

describe("the document", () => {
  test.each<Locale>([...locales, pseudoLocale])(
    "with every component in %s is valid HTML without inline style or script",
    async (locale) => {
      const document = String(await renderGallery(galleryPage(locale)));
      expect(await checkPage(document)).toEqual([]);
      expect(document).not.toMatch(/\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\bsrc=)/);
      expect(document).toContain(
        locale === pseudoLocale ? `<html lang="en" dir="rtl"` : `<html lang="${locale}" dir="ltr"`,
      );
    },
  );

  test("that came back with errors is valid, too", async () => {
    expect(await checkPage(String(await renderGallery({ ...page, typed: wrongForm })))).toEqual([]);
  });

  test("before set-up has no navigation and nobody to sign in", async () => {
    const { coop: _coop, session: _session, ...bare } = page;
    const document = await write(bare, "");
    expect(await checkPage(document)).toEqual([]);
    expect(document).not.toContain("/sign-in");
    expect(document).not.toContain("/ledger");
  });

  test("marks where the reader is, on the page itself and beneath it", async () => {
    expect(await write(page, "")).toMatch(/<a href="\/peers" aria-current="page">/);
    expect(await write({ ...page, path: "/peers/7" }, "")).toMatch(/<a href="\/peers" aria-current="true">/);
    expect(await write({ ...page, path: "/peerless" }, "")).not.toMatch(/<a href="\/peers" aria-current/);
  });

  test("offers each language at the same address", async () => {
    const document = await write({ ...page, path: "/capacity?seats=50&language=ml" }, "");
    expect(document).toContain('href="/capacity?seats=50&amp;language=ml&amp;lang=ca"');
  });

  test("names the coop in the reader's language, or says which language it is", async () => {
    expect(await write(galleryPage("ca"), "")).toContain("<title>A page · Comuns Digitals de Catalunya</title>");
    expect(await write(galleryPage("fr"), "")).toContain(
      '<span lang="ca" dir="auto">Comuns Digitals de Catalunya</span>',
    );
  });

  test("escapes what others have written", async () => {
    const name = `<img src=x onerror="alert(1)">`;
    const evil = {
      ...page,
      coop: { name: { en: name }, accentHue: 10 },
      session: { name, role: "steward" as const },
      csrf: `"><b>`,
    };
    const typed = { values: { name: [name], "words.ca": [name] }, errors: { name } };
    const fields = html`${textField({ ...evil, typed }, { name: "name", label: name })}
      ${localizedField({ ...evil, typed }, { name: "words", label: name, languages: ["ca"], rows: 3 })}
      ${actionForm(evil, { action: `/"><b>`, button: { label: name } })}`;
    const document = await write({ ...evil, typed }, fields);
    expect(document).not.toContain("<img");
    expect(document).not.toContain("<b>");
  });
});

describe("a form that comes back", () => {
  const body = {
    csrf: "secret",
    seats: "many",
    "name.ca": "  La sala  ",
    "name.es": "",
    features: ["captions", "recording"],
  };
  const typed = keepTyped(body, { seats: "Write a whole number.", "name.es": "Write it in Spanish." });

  test("shows what was typed and not what is stored", async () => {
    const document = await write(
      { ...page, typed },
      textField({ ...page, typed }, { name: "seats", label: "Seats", type: "number", value: "200" }),
    );
    expect(document).toContain('value="many"');
    expect(document).not.toContain('value="200"');
  });

  test("begins with the errors, each a link to its field, and says so in its title", async () => {
    const field = localizedField({ ...page, typed }, { name: "name", label: "Name", languages: ["ca", "es"] });
    const document = await write({ ...page, typed }, field);
    expect(document).toContain("2 things need your attention");
    expect(document).toContain('<a href="#field-name.es">Write it in Spanish.</a>');
    expect(document).toMatch(/id="field-name\.es"[^>]*aria-describedby="field-name\.es-error"[^>]*aria-invalid="true"/);
    expect(document).toContain("<title>Not sent yet: A page");
  });

  test("keeps the choices that were made, also when none was", async () => {
    const options = [
      { value: "captions", label: "Captions" },
      { value: "dial-in", label: "Dial-in" },
    ];
    const group = { name: "features", legend: "Features", options, values: ["dial-in"] };
    expect(String(await checkboxGroup({ ...page, typed }, group))).toMatch(/value="captions" checked/);
    const none = keepTyped({}, { seats: "Wrong." });
    expect(String(await checkboxGroup({ ...page, typed: none }, group))).not.toContain("checked");
    expect(String(await checkboxGroup(page, group))).toMatch(/value="dial-in" checked/);
  });

  test("does not keep the token, nor files", () => {
    expect(keepTyped({ ...body, logo: new File([], "logo.png") }, {}).values).not.toHaveProperty("csrf");
    expect(keepTyped({ logo: new File([], "logo.png") }, {}).values).toEqual({ logo: [] });
  });

  test("is read back without the languages that are empty, in the coop's order", () => {
    expect(readLocalized(body, "name", ["es", "ca"])).toEqual({ ca: "La sala" });
    expect(readLocalized(body, "summary", ["es", "ca"])).toBeUndefined();
  });
});

test("every form that posts carries the token", async () => {
  const document = String(await renderGallery(page));
  const forms = document
    .split("<form")
    .slice(1)
    .filter((form) => form.includes('method="post"'));
  expect(forms.length).toBeGreaterThan(3);
  for (const form of forms) expect(form.split("</form>")[0]).toContain('name="csrf" value="token"');
});

test("a table says in each cell which column it is of, for when it is a list", async () => {
  const columns = [
    { label: "Name", cell: (row: string) => row },
    { label: "Given", numeric: true, cell: () => "1" },
  ];
  expect(String(await table({ caption: "Balances", columns, rows: ["Kerala"] }))).toMatch(
    /<td data-label="Given" class="numeric">/,
  );
});

describe("pages of a list", () => {
  test("lead on and back, and keep the query", async () => {
    const links = String(await pagination({ ...page, path: "/ledger?peer=1&cursor=a" }, "b"));
    expect(links).toContain('href="/ledger?peer=1"');
    expect(links).toContain('href="/ledger?peer=1&amp;cursor=b"');
  });

  test("are not mentioned when there is only one", () => {
    expect(pagination({ ...page, path: "/ledger" }, undefined)).toBeUndefined();
  });
});

describe("a week of free seats", () => {
  const hourMs = 3_600_000;
  const lowest = (strip: string): readonly number[] =>
    [...strip.matchAll(/week-lowest">(\d+)/g)].map((match) => Number(match[1]));

  test("names the lowest number of each day, also where slots overlap", async () => {
    const noon = Date.UTC(2026, 10, 24, 11);
    const taken = [
      { startsAtMs: noon, endsAtMs: noon + 4 * hourMs, seats: 80 },
      { startsAtMs: noon + 2 * hourMs, endsAtMs: noon + 6 * hourMs, seats: 90 },
      // Over midnight in Barcelona, which is 23:00 in Greenwich.
      { startsAtMs: Date.UTC(2026, 10, 26, 22), endsAtMs: Date.UTC(2026, 10, 27, 1), seats: 10 },
    ];
    const strip = String(await weekStrip(page, { fromMs: galleryNowMs, seats: 200, taken }));
    expect(lowest(strip)).toEqual([200, 200, 30, 200, 190, 190, 200]);
    expect(strip).toMatch(/Sun 22.*Sat 28/s);
  });

  test("has seven whole days when the clock changes", async () => {
    const change = Date.UTC(2026, 9, 25, 0, 30);
    const afterIt = { startsAtMs: Date.UTC(2026, 9, 25, 22, 30), endsAtMs: Date.UTC(2026, 9, 25, 23), seats: 5 };
    const strip = String(await weekStrip(page, { fromMs: change, seats: 50, taken: [afterIt] }));
    expect(lowest(strip)).toEqual([45, 50, 50, 50, 50, 50, 50]);
  });

  test("never shows less than none", async () => {
    const all = { startsAtMs: galleryNowMs, endsAtMs: galleryNowMs + hourMs, seats: 300 };
    expect(lowest(String(await weekStrip(page, { fromMs: galleryNowMs, seats: 200, taken: [all] })))[0]).toBe(0);
  });
});
