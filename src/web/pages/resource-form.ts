import { html } from "hono/html";
import type { NewResource, ResourceChanges, ResourceRefusal, ResourceView } from "#src/app/resources.ts";
import { hasServers } from "#src/domain/pool.ts";
import { features, platforms, type Energy } from "#src/domain/resource.ts";
import { maxSeats } from "#src/domain/policy.ts";
import { checkboxGroup, radioGroup } from "#src/web/components/choice.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { localizedField, textField } from "#src/web/components/field.ts";
import { formatLanguage } from "#src/web/components/language.ts";
import { formatNumber } from "#src/web/components/quantity.ts";
import { readLocalized } from "#src/web/components/typed.ts";
import { field, fieldValues, type FormBody } from "#src/web/forms.ts";
import { locales, type Text } from "#src/web/text.ts";
import type { Coop } from "#src/store/coop.ts";
import { languagesOffered } from "./languages.ts";
import { platformName } from "./server-words.ts";
import { readWhole } from "./typed-number.ts";

export type ResourceKind = ResourceView["kind"];

const longest = { name: 200, summary: 5000, location: 200, category: 100, address: 2000 } as const;
const energies: readonly Energy[] = ["renewable", "mixed", "unknown"];

/** The languages in which this coop writes about itself: its own first, then those that the pages speak. */
export const writingLanguages = (coop: Pick<Coop, "defaultLanguage" | "languages"> | undefined): readonly string[] => [
  ...new Set([...(coop === undefined ? [] : [coop.defaultLanguage, ...coop.languages]), ...locales]),
];

export interface ResourceFormOptions {
  readonly kind: ResourceKind;
  /** In which to write the name. */
  readonly languages: readonly string[];
  readonly stored?: ResourceView;
  /** The room's address as it is stored, for those who may change it. */
  readonly address?: string | undefined;
}

/** The fields that `readResource` reads. */
export function resourceFields(page: PageContext, options: ResourceFormOptions): Html {
  const { text } = page;
  const { kind, languages, stored } = options;
  return html`
    ${localizedField(page, { name: "name", label: text("resources-name"), help: kind === "other" ? text("resources-name-other-help") : text("resources-name-help"), languages, ...(stored && { value: stored.name }) })}
    ${kind === "other" ? categoryField(page, stored) : roomFields(page, options)}
    ${textField(page, { name: "location", label: text("resources-location"), help: text("resources-location-help"), optional: true, width: "medium", maxLength: longest.location, value: stored?.location ?? "" })}
    ${localizedField(page, { name: "summary", label: text("resources-summary"), help: text("resources-summary-help"), optional: true, languages, rows: 3, ...(stored && { value: stored.summary }) })}`;
}

const categoryField = (page: PageContext, stored: ResourceView | undefined): Html =>
  textField(page, {
    name: "category",
    label: page.text("resources-category"),
    help: page.text("resources-category-help"),
    width: "medium",
    maxLength: longest.category,
    value: stored?.category ?? "",
    suggestions: [
      page.text("resources-category-interpretation"),
      page.text("resources-category-storage"),
      page.text("resources-category-cameras"),
      page.text("resources-category-space"),
    ],
  });

function roomFields(page: PageContext, { stored, address }: ResourceFormOptions): Html {
  const { text } = page;
  const { seats, languages, energy: chosenEnergy, features: chosen } = stored ?? freshRoom;
  const tags = [...new Set([...languagesOffered, ...languages])];
  return html`
    ${textField(page, { name: "seats", label: text("resources-seats"), help: text("resources-seats-help"), type: "number", width: "short", value: seats === null ? "" : String(seats) })}
    ${stored === undefined && platformField(page)}
    ${!hasServers(stored?.platform ?? null) && textField(page, { name: "address", label: text("resources-address"), help: text("resources-address-help"), type: "url", optional: true, maxLength: longest.address, value: address ?? "" })}
    ${checkboxGroup(page, { name: "languages", legend: text("resources-languages"), help: text("resources-languages-help"), optional: true, options: tags.map((tag) => ({ value: tag, label: formatLanguage(text, tag) })), values: languages })}
    ${checkboxGroup(page, { name: "features", legend: text("resources-features"), optional: true, options: features.map((feature) => ({ value: feature, label: featureName(text, feature) })), values: chosen })}
    ${radioGroup(page, { name: "energy", legend: text("resources-energy"), options: energies.map((energy) => ({ value: energy, label: energyName(text, energy) })), value: chosenEnergy })}`;
}

const platformField = (page: PageContext): Html =>
  radioGroup(page, {
    name: "platform",
    legend: page.text("servers-platform"),
    help: page.text("servers-platform-help"),
    options: platforms.map((platform) => ({ value: platform, label: platformName(page.text, platform) })),
    value: "link",
  });

const freshRoom = {
  seats: null,
  languages: [],
  energy: "unknown",
  features: [],
} as const satisfies Partial<ResourceView>;

/** A feature in words; one that we do not know stays as its coop wrote it. */
export function featureName(text: Text, feature: string): string {
  switch (feature) {
    case "recording":
      return text("resources-feature-recording");
    case "dial-in":
      return text("resources-feature-dial-in");
    case "captions":
      return text("resources-feature-captions");
    case "breakout":
      return text("resources-feature-breakout");
    default:
      return feature;
  }
}

export function energyName(text: Text, energy: Energy): string {
  switch (energy) {
    case "renewable":
      return text("resources-energy-renewable");
    case "mixed":
      return text("resources-energy-mixed");
    case "unknown":
      return text("resources-energy-unknown");
  }
}

type Errors = Readonly<Record<string, string>>;

/** What was typed about a thing of this kind, or what is wrong with it by field. */
export function readResource(
  text: Text,
  body: FormBody,
  { kind, languages }: Pick<ResourceFormOptions, "kind" | "languages">,
): { readonly wanted: NewResource } | { readonly errors: Errors } {
  const name = readLocalized(body, "name", languages) ?? {};
  const summary = readLocalized(body, "summary", languages) ?? {};
  const location = field(body, "location");
  const errors = {
    ...(Object.keys(name).length === 0 && { name: text("resources-name-missing") }),
    ...tooLong(text, { name, summary }),
    ...(location.length > longest.location && { location: text("resources-too-long", { most: longest.location }) }),
  };
  const described = { name, summary, location: location === "" ? null : location };
  const rest = kind === "other" ? readCategory(text, body) : readRoom(text, body);
  if ("errors" in rest || Object.keys(errors).length > 0) {
    return { errors: { ...errors, ...("errors" in rest ? rest.errors : {}) } };
  }
  return { wanted: { ...described, ...rest } };
}

function tooLong(text: Text, texts: Readonly<Record<"name" | "summary", Readonly<Record<string, string>>>>): Errors {
  const wrong = (["name", "summary"] as const).flatMap((part) =>
    Object.entries(texts[part])
      .filter(([, value]) => value.length > longest[part])
      .map(([tag]) => [`${part}.${tag}`, text("resources-too-long", { most: longest[part] })]),
  );
  return Object.fromEntries(wrong) as Errors;
}

function readCategory(text: Text, body: FormBody) {
  const category = field(body, "category");
  if (category === "") return { errors: { category: text("resources-category-missing") } };
  if (category.length > longest.category) {
    return { errors: { category: text("resources-too-long", { most: longest.category }) } };
  }
  return { kind: "other", category } as const;
}

function readRoom(text: Text, body: FormBody) {
  const seats = readWhole(field(body, "seats"));
  const address = field(body, "address");
  const isSeats = seats !== undefined && seats >= 1 && seats <= maxSeats;
  if (!isSeats) return { errors: { seats: text("resources-seats-wrong", { most: formatNumber(text, maxSeats) }) } };
  const platform = platforms.find((one) => one === field(body, "platform")) ?? "link";
  if (hasServers(platform) && address !== "") return { errors: { address: text("servers-address-only-link") } };
  return {
    kind: "meeting-server",
    platform,
    seats,
    ...(hasServers(platform) ? {} : { address: address === "" ? null : address }),
    languages: fieldValues(body, "languages").filter((tag) => /^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/.test(tag)),
    energy: energies.find((energy) => energy === field(body, "energy")) ?? "unknown",
    features: fieldValues(body, "features").filter((feature) => (features as readonly string[]).includes(feature)),
  } as const;
}

/** What was typed as changes of a resource that is there. */
export function changesOf(wanted: NewResource): ResourceChanges {
  if (wanted.kind === "other") {
    const { kind: _kind, handle: _handle, ...changes } = wanted;
    return changes;
  }
  const { kind: _kind, handle: _handle, platform: _platform, ...changes } = wanted;
  return changes;
}

/** Why the resource could not be kept, beside the field that can mend it. */
export function resourceErrors(text: Text, refusal: ResourceRefusal): Errors {
  switch (refusal.reason) {
    case "address-invalid":
      return { address: text("resources-address-wrong") };
    case "seats-agreed":
      return {
        seats: text("resources-seats-agreed", { least: formatNumber(text, refusal.least), count: refusal.least }),
      };
    case "handle-taken":
    case "kind-mismatch":
    case "rooms-agreed":
    case "slots-agreed":
      // The form asks for no handle, and for nothing that the kind has not.
      return { name: text("resources-refused") };
  }
}
