import type { Hono } from "hono";
import { changeCoop } from "#src/app/coop-changes.ts";
import type { Coop } from "#src/store/coop.ts";
import { keepTyped } from "#src/web/components/typed.ts";
import { field, fieldValues, only, readForm, type FormBody } from "#src/web/forms.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";
import { coopErrors, onlyErrors, readCoopTexts } from "./coop-fields.ts";
import { leadTo, readDone } from "./done.ts";
import { languagesOffered } from "./languages.ts";
import { renderSettings } from "./settings-view.ts";

/** What the coop says about itself and how it goes about things; its stewards decide. */
export function settingsPages({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.get("/settings", only("steward"), (c) => {
    const saved = readDone(c, ["saved"]) !== undefined;
    return c.html(renderSettings(c.get("page"), { coop: coopOf(c), languages: languagesOf(coopOf(c)), saved }));
  });
  pages.post("/settings", only("steward"), async (c) => {
    const coop = coopOf(c);
    const languages = languagesOf(coop);
    const body = await readForm(c);
    const page = c.get("page");
    const texts = readCoopTexts(body, languages);
    const errors = onlyErrors(coopErrors(page.text, texts, languages));
    if (Object.keys(errors).length > 0) {
      const typed = keepTyped(body, errors);
      return c.html(renderSettings({ ...page, typed }, { coop, languages, saved: false }), 422);
    }
    await changeCoop(app, { ...texts, ...readWays(body, languages, texts.defaultLanguage) });
    return leadTo(c, "/settings", "saved");
  });
}

/** Only behind `only("steward")`: before set-up there are none. */
function coopOf(c: Request): Coop {
  const coop = c.get("coop");
  if (coop === undefined) throw new Error("This page is for a coop that is set up.");
  return coop;
}

/** Those that the form offers, with whatever else the coop already uses, as when it was set up by command. */
const languagesOf = ({ defaultLanguage, languages, name }: Coop): readonly string[] => [
  ...new Set([defaultLanguage, ...languages, ...Object.keys(name), ...languagesOffered]),
];

function readWays(body: FormBody, languages: readonly string[], defaultLanguage: string) {
  const hue = Number(field(body, "accentHue"));
  const spoken = fieldValues(body, "languages").filter((tag) => languages.includes(tag));
  return {
    languages: [...new Set([defaultLanguage, ...spoken])],
    ...(/^\d{1,3}$/.test(field(body, "accentHue")) && hue < 360 && { accentHue: hue }),
    countersign: field(body, "countersign") === "steward" ? "steward" : "automatic",
    settle: field(body, "settle") === "steward" ? "steward" : "automatic",
  } as const;
}
