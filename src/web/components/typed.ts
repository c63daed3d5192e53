import type { LocalizedText } from "#src/domain/language.ts";

/** What a person typed into a form, by field name, and what is wrong with it, in whole sentences. */
export interface Typed {
  readonly values: Readonly<Record<string, readonly string[]>>;
  readonly errors: Readonly<Record<string, string>>;
}

/**
 * Keeps what was typed so that the page can show it again: `{ ...page, typed: keepTyped(await c.req.parseBody({ all: true }), errors) }`.
 * Files are not kept, and the token of the form is not either.
 */
export function keepTyped(body: Readonly<Record<string, unknown>>, errors: Typed["errors"]): Typed {
  const values: Record<string, readonly string[]> = {};
  for (const [name, value] of Object.entries(body)) {
    if (name === "csrf") continue;
    values[name] = (Array.isArray(value) ? value : [value]).filter((part) => typeof part === "string");
  }
  return { values, errors };
}

/** The texts that `localizedField` sent, without the empty ones, in the order of `languages`. Undefined when all are empty. */
export function readLocalized(
  body: Readonly<Record<string, unknown>>,
  name: string,
  languages: readonly string[],
): LocalizedText | undefined {
  const text: Record<string, string> = {};
  for (const tag of languages) {
    const value = body[`${name}.${tag}`];
    if (typeof value === "string" && value.trim() !== "") text[tag] = value.trim();
  }
  return Object.keys(text).length === 0 ? undefined : text;
}

/** What a field shows: what was typed if the form came back, otherwise what is stored. */
export function typedValue(typed: Typed | undefined, name: string, stored: string | undefined): string {
  if (typed === undefined) return stored ?? "";
  return typed.values[name]?.[0] ?? "";
}

/** The same for choices that may be several; a form that came back without the name had none chosen. */
export function typedChoices(typed: Typed | undefined, name: string, stored: readonly string[]): readonly string[] {
  return typed === undefined ? stored : (typed.values[name] ?? []);
}
