import { html } from "hono/html";
import { pickText } from "#src/domain/language.ts";
import type { Coop } from "#src/store/coop.ts";
import { checkbox, checkboxGroup, radioGroup } from "#src/web/components/choice.ts";
import { linkButton } from "#src/web/components/button.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { copyable } from "#src/web/components/copyable.ts";
import { localizedField, selectField, textField } from "#src/web/components/field.ts";
import { fieldset, form } from "#src/web/components/form.ts";
import { hueField } from "#src/web/components/hue.ts";
import { formatLanguage } from "#src/web/components/language.ts";
import { renderPage } from "#src/web/layout.ts";
import { longestName } from "./coop-fields.ts";

interface SettingsView {
  readonly coop: Coop;
  readonly languages: readonly string[];
  readonly saved: boolean;
}

/** Everything that a steward may change about the coop. */
export function renderSettings(page: PageContext, { coop, languages, saved }: SettingsView): Html {
  const { text } = page;
  return renderPage(page, {
    title: text("settings-title"),
    lead: text("settings-lead"),
    back: { label: pickText(coop.name, text.locale), href: "/" },
    aside: linkButton({ href: "/doctor", label: text("doctor-title"), kind: "quiet" }),
    ...(saved && { alert: { meaning: "good", says: text("settings-saved") } }),
    body: html`${form(
      page,
      {
        action: "/settings",
        button: { label: text("settings-save") },
        cancel: { label: text("settings-cancel"), href: "/" },
      },
      html`${who(page, coop, languages)} ${where(page, coop)} ${sharing(page, coop, languages)} ${look(page, coop)}`,
    )}
    ${copyable(page, { label: text("settings-fixed"), value: `@${coop.handle}@${new URL(coop.origin).host}` })}`,
  });
}

const who = (page: PageContext, coop: Coop, languages: readonly string[]): Html =>
  fieldset(
    page.text("welcome-coop"),
    html`
    ${localizedField(page, { name: "name", label: page.text("welcome-name"), help: page.text("welcome-name-help"), ...split(coop, languages), value: coop.name })}
    ${localizedField(page, { name: "summary", label: page.text("welcome-summary"), help: page.text("welcome-summary-help"), ...split(coop, languages), rows: 4, value: coop.summary, optional: true })}
    ${selectField(page, { name: "defaultLanguage", label: page.text("welcome-language"), help: page.text("welcome-language-help"), options: optionsOf(page, languages), value: coop.defaultLanguage })}
    ${checkboxGroup(page, { name: "languages", legend: page.text("settings-languages"), help: page.text("settings-languages-help"), options: optionsOf(page, languages), values: coop.languages, optional: true })}
  `,
  );

/** Those that the coop works in at first, the others one step away. */
const split = (coop: Coop, languages: readonly string[]) => {
  const own = new Set([coop.defaultLanguage, ...coop.languages]);
  return { languages: [...own], more: languages.filter((tag) => !own.has(tag)) };
};

const optionsOf = ({ text }: PageContext, languages: readonly string[]) =>
  languages.map((tag) => ({ value: tag, label: formatLanguage(text, tag) }));

const where = (page: PageContext, coop: Coop): Html =>
  fieldset(
    page.text("welcome-place"),
    html`
    ${textField(page, { name: "region", label: page.text("welcome-region"), help: page.text("welcome-region-help"), width: "medium", maxLength: longestName, value: coop.region })}
    ${textField(page, { name: "timeZone", label: page.text("welcome-time-zone"), help: page.text("welcome-time-zone-help"), width: "medium", suggestions: Intl.supportedValuesOf("timeZone"), value: coop.timeZone })}
  `,
  );

const sharing = (page: PageContext, coop: Coop, languages: readonly string[]): Html =>
  fieldset(
    page.text("welcome-sharing"),
    html`
    ${localizedField(page, { name: "fairUse", label: page.text("welcome-fair-use"), help: page.text("welcome-fair-use-help"), ...split(coop, languages), rows: 5, value: coop.fairUse, optional: true })}
    ${checkbox(page, { name: "listed", label: page.text("welcome-listed"), help: page.text("welcome-listed-help"), checked: coop.listed })}
    ${radioGroup(page, {
      name: "countersign",
      legend: page.text("settings-countersign"),
      options: [
        {
          value: "automatic",
          label: page.text("settings-countersign-automatic"),
          help: page.text("settings-countersign-automatic-help"),
        },
        {
          value: "steward",
          label: page.text("settings-countersign-steward"),
          help: page.text("settings-countersign-steward-help"),
        },
      ],
      value: coop.countersign,
    })}
    ${radioGroup(page, {
      name: "settle",
      legend: page.text("settings-settle"),
      options: [
        {
          value: "automatic",
          label: page.text("settings-settle-automatic"),
          help: page.text("settings-settle-automatic-help"),
        },
        {
          value: "steward",
          label: page.text("settings-settle-steward"),
          help: page.text("settings-settle-steward-help"),
        },
      ],
      value: coop.settle,
    })}
  `,
  );

const look = (page: PageContext, coop: Coop): Html =>
  fieldset(
    page.text("settings-look"),
    hueField(page, {
      name: "accentHue",
      legend: page.text("settings-hue"),
      help: page.text("settings-hue-help"),
      value: coop.accentHue,
    }),
  );
