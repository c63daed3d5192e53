import { html } from "hono/html";
import { features } from "#src/domain/resource.ts";
import { checkbox, checkboxGroup } from "#src/web/components/choice.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { selectField, textField, type Option } from "#src/web/components/field.ts";
import { form } from "#src/web/components/form.ts";
import { formatLanguage } from "#src/web/components/language.ts";
import { formatNumber } from "#src/web/components/quantity.ts";
import type { Text } from "#src/web/text.ts";
import { furtherNames, type SearchChoices, type Searched } from "./capacity-search.ts";
import { energyName, featureName } from "./resource-form.ts";
import { slotFields } from "./slot-fields.ts";

const distancesKm = [25, 100, 300, 1000, 3000];

/** What is looked for: the hour and the seats in sight, the rest one step away. */
export function searchForm(page: PageContext, choices: SearchChoices, searched: Searched): Html {
  const { text } = page;
  const { fields, isSearch } = searched;
  const isWrong = Object.keys(page.typed?.errors ?? {}).some((name) => name === "near" || name === "price");
  const isFurther = isWrong || furtherNames.some((name) => fields.has(name));
  return html`<search class="search">${form(
    page,
    {
      action: "/capacity",
      method: "get",
      button: { label: text("capacity-search") },
      ...(isSearch && { cancel: { label: text("capacity-search-again"), href: "/capacity" } }),
    },
    html`<p>${text("capacity-search-help")}</p>
    <div class="field-columns">${mainFields(page, choices)}</div>
    <details class="search-more"${isFurther && html` open`}><summary>${text("browse-more")}</summary>
      <div class="field-columns">${furtherFields(page, choices)}</div>
      ${checkboxGroup(page, { name: "feature", legend: text("browse-features"), optional: true, options: features.map((value) => ({ value, label: featureName(text, value) })) })}
      ${checkbox(page, { name: "energyStated", label: text("browse-energy-stated") })}
    </details>`,
  )}</search>`;
}

function mainFields(page: PageContext, { regions, languages }: SearchChoices): Html {
  const { text } = page;
  const any = { prompt: text("capacity-any"), optional: true };
  const named = languages.map((tag) => ({ value: tag, label: formatLanguage(text, tag) }));
  const energies = (["renewable", "mixed"] as const).map((value) => ({ value, label: energyName(text, value) }));
  return html`${slotFields(page, {}, true)}
    ${textField(page, { name: "seats", label: text("capacity-seats"), type: "number", width: "short", optional: true })}
    ${selectField(page, { name: "language", label: text("capacity-language"), options: sorted(text, named), ...any })}
    ${selectField(page, { name: "region", label: text("capacity-region"), options: sorted(text, regions.map(plain)), ...any })}
    ${selectField(page, { name: "energy", label: text("capacity-energy"), options: energies, ...any })}`;
}

function furtherFields(page: PageContext, { places, platforms, units }: SearchChoices): Html {
  const { text } = page;
  const any = { prompt: text("capacity-any"), optional: true };
  const distances = distancesKm.map((km) => ({
    value: String(km),
    label: text("browse-km", { km: formatNumber(text, km) }),
  }));
  const audiences = [
    { value: "public", label: text("browse-audience-public") },
    { value: "partners", label: text("browse-audience-partners") },
  ];
  const terms = [{ value: "gift", label: text("browse-terms-gift") }, ...units.map((unit) => unitOption(text, unit))];
  return html`
    ${textField(page, { name: "near", label: text("browse-near"), help: text("browse-near-help"), optional: true, suggestions: [...places.values()].map(({ label }) => label) })}
    ${selectField(page, { name: "within", label: text("browse-within"), options: distances, ...any })}
    ${selectField(page, { name: "terms", label: text("browse-terms"), options: terms, ...any })}
    ${textField(page, { name: "price", label: text("browse-price"), help: text("browse-price-help"), width: "short", optional: true })}
    ${selectField(page, {
      name: "platform",
      label: text("browse-platform"),
      options: sorted(
        text,
        platforms.map((one) => ({ value: one, label: platformName(text, one) })),
      ),
      ...any,
    })}
    ${selectField(page, { name: "audience", label: text("browse-audience"), options: audiences, ...any })}`;
}

const plain = (value: string): Option => ({ value, label: value });

const sorted = (text: Text, options: readonly Option[]): readonly Option[] =>
  options.toSorted((one, other) => one.label.localeCompare(other.label, text.intlLocale));

/** What somebody can give in return; gifts fit then too. */
function unitOption(text: Text, unit: string): Option {
  switch (unit) {
    case "work-minute":
      return { value: unit, label: text("browse-terms-work") };
    case "seat-minute":
      return { value: unit, label: text("browse-terms-seats") };
    default:
      return { value: unit, label: text("browse-terms-money", { currency: unit }) };
  }
}

/** The software as its makers write it; one that we do not know as its coop does. */
export function platformName(text: Text, platform: string): string {
  const known: Readonly<Record<string, string>> = {
    bigbluebutton: "BigBlueButton",
    jitsi: "Jitsi Meet",
    galene: "Galène",
  };
  return platform === "link" ? text("browse-platform-link") : (known[platform] ?? platform);
}
