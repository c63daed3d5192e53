import { html } from "hono/html";
import type { LocalizedText } from "#src/domain/language.ts";
import type { Content, Html, PageContext } from "./context.ts";
import { formatLanguage } from "./language.ts";
import { shape } from "./status.ts";
import { typedValue } from "./typed.ts";

/** What every field has. A field is required unless it says `optional`. */
export interface FieldOptions {
  readonly name: string;
  readonly label: string;
  /** Beneath the field: what to write, with an example. */
  readonly help?: Content;
  /** What is stored; what was typed shows instead when the form came back. */
  readonly value?: string;
  readonly optional?: boolean;
}

export interface TextFieldOptions extends FieldOptions {
  readonly type?:
    | "text"
    | "password"
    | "email"
    | "url"
    | "number"
    | "date"
    | "time"
    | "datetime-local"
    | "search"
    | "tel";
  readonly width?: "short" | "medium" | "full";
  /** Stands behind the field: "seats". */
  readonly unit?: string;
  readonly autocomplete?: string;
  /** For dates and times, as the browser writes them: "2026-11-26T18:00". */
  readonly min?: string;
  readonly max?: string;
  readonly maxLength?: number;
  /** Offers these while typing. */
  readonly suggestions?: readonly string[];
}

/**
 * One line of text, a number or a date. A number is a field of text with the keys for figures: a browser would throw away what it
 * cannot read as one, and the person could not see what was wrong.
 */
export function textField(page: PageContext, options: TextFieldOptions): Html {
  const { name, type = "text", width = "full", suggestions } = options;
  const id = fieldId(name);
  const all = attributes({
    ...describe(page, options),
    required: options.optional !== true,
    autocomplete: options.autocomplete,
    inputmode: type === "number" && "numeric",
    min: options.min,
    max: options.max,
    maxlength: options.maxLength,
    list: suggestions && `${id}-list`,
  });
  const value = typedValue(page.typed, name, options.value);
  const control = html`<span class="control"><input id="${id}" name="${name}" type="${type === "number" ? "text" : type}" class="input input-${width}" value="${value}"${all}>${
    options.unit && html`<span class="unit">${options.unit}</span>`
  }</span>${suggestions && suggestionList(id, suggestions)}`;
  return frame(page, options, control);
}

const suggestionList = (id: string, suggestions: readonly string[]): Html =>
  html`<datalist id="${id}-list">${suggestions.map((value) => html`<option value="${value}"></option>`)}</datalist>`;

/** Several lines of text. */
export function textArea(
  page: PageContext,
  options: FieldOptions & { readonly rows?: number; readonly maxLength?: number },
): Html {
  const { name, rows = 5 } = options;
  const typed = typedValue(page.typed, name, options.value);
  const control = html`<textarea id="${fieldId(name)}" name="${name}" class="input" rows="${rows}"${attributes({
    ...describe(page, options),
    required: options.optional !== true,
    maxlength: options.maxLength,
  })}>
${typed}</textarea>`;
  return frame(page, options, control);
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** One of many. `prompt` stands first, chooses nothing and says what to choose. */
export function selectField(
  page: PageContext,
  options: FieldOptions & { readonly options: readonly Option[]; readonly prompt?: string },
): Html {
  const { name, prompt } = options;
  const chosen = typedValue(page.typed, name, options.value);
  const control = html`<select id="${fieldId(name)}" name="${name}" class="input input-medium"${attributes({
    ...describe(page, options),
    required: options.optional !== true,
  })}>
    ${prompt !== undefined && html`<option value="">${prompt}</option>`}
    ${options.options.map(({ value, label }) => html`<option value="${value}"${value === chosen && html` selected`}>${label}</option>`)}
  </select>`;
  return frame(page, options, control);
}

/**
 * The same text in several languages, side by side, sent as `name.ca`, `name.es` … and read back with `readLocalized`. An error
 * for the whole stands under `name`, one for a language under `name.ca`.
 */
export function localizedField(
  page: PageContext,
  options: Omit<FieldOptions, "value"> & {
    readonly languages: readonly string[];
    /** Further languages, one step away; in sight as soon as one of them is in use. */
    readonly more?: readonly string[];
    readonly value?: LocalizedText;
    /** More than one makes text areas. */
    readonly rows?: number;
  },
): Html {
  const { name, languages, more = [], rows = 1 } = options;
  const isUsed = (tag: string): boolean => typedValue(page.typed, `${name}.${tag}`, options.value?.[tag]) !== "";
  const error = page.typed?.errors[name];
  const id = fieldId(name);
  const one = (tag: string): Html => {
    const part = `${name}.${tag}`;
    const typed = typedValue(page.typed, part, options.value?.[tag]);
    const common = html`id="${fieldId(part)}" name="${part}" class="input" lang="${tag}" dir="auto"${attributes(describe(page, { name: part }))}`;
    const control =
      rows === 1
        ? html`<input type="text" ${common} value="${typed}">`
        : html`<textarea ${common} rows="${rows}">
${typed}</textarea>`;
    return html`<div class="localized-part"><label for="${fieldId(part)}"><span class="tag">${tag}</span> ${formatLanguage(page.text, tag)}</label>${control}${errorOf(page, part)}</div>`;
  };
  return html`<fieldset class="field localized${error !== undefined && " field-wrong"}" id="${id}" tabindex="-1"${attributes({ "aria-describedby": descriptionIds(page, options) })}>
    <legend>${options.label}${options.optional && html` <span class="optional">${page.text("shell-optional")}</span>`}</legend>
    ${errorOf(page, name)}
    <div class="localized-parts">${languages.map(one)}</div>
    ${helpOf(options)}
    ${more.length > 0 && furtherLanguages(page, { used: more.some(isUsed), parts: more.map(one) })}
  </fieldset>`;
}

const furtherLanguages = (
  page: PageContext,
  { used, parts }: { readonly used: boolean; readonly parts: readonly Html[] },
): Html =>
  html`<details class="localized-more"${used && html` open`}><summary>${page.text("shell-other-languages")}</summary><div class="localized-parts">${parts}</div></details>`;

export const fieldId = (name: string): string => `field-${name}`;

function frame(page: PageContext, options: FieldOptions, control: Html): Html {
  const { name, label, optional } = options;
  const wrong = page.typed?.errors[name] !== undefined;
  return html`<div class="field${wrong && " field-wrong"}">
    <label for="${fieldId(name)}">${label}${optional && html` <span class="optional">${page.text("shell-optional")}</span>`}</label>
    <div class="field-row">${control}${errorOf(page, name)}</div>
    ${helpOf(options)}
  </div>`;
}

/** What is wrong, beside the field, with the shape of trouble. */
export function errorOf(page: PageContext, name: string): Html | undefined {
  const error = page.typed?.errors[name];
  return error === undefined
    ? undefined
    : html`<p class="error" id="${fieldId(name)}-error">${shape("trouble")} <span>${error}</span></p>`;
}

export const helpOf = ({ name, help }: Pick<FieldOptions, "name" | "help">): Html | undefined =>
  help === undefined ? undefined : html`<p class="help" id="${fieldId(name)}-help">${help}</p>`;

export function descriptionIds(
  page: PageContext,
  { name, help }: Pick<FieldOptions, "name" | "help">,
): string | undefined {
  const ids = [
    ...(page.typed?.errors[name] === undefined ? [] : [`${fieldId(name)}-error`]),
    ...(help === undefined ? [] : [`${fieldId(name)}-help`]),
  ];
  return ids.length === 0 ? undefined : ids.join(" ");
}

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

function describe(page: PageContext, options: Pick<FieldOptions, "name" | "help">): Attributes {
  return {
    "aria-describedby": descriptionIds(page, options),
    "aria-invalid": page.typed?.errors[options.name] !== undefined && "true",
  };
}

/** Attributes that have a value; `true` stands alone. */
export const attributes = (all: Attributes): readonly Html[] =>
  Object.entries(all)
    .filter(([, value]) => value !== undefined && value !== false)
    .map(([name, value]) => (value === true ? html` ${name}` : html` ${name}="${String(value)}"`));
