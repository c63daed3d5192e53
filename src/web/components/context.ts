import type { html } from "hono/html";
import type { LocalizedText } from "#src/domain/language.ts";
import type { Text } from "#src/web/text.ts";
import type { Typed } from "./typed.ts";

/** What a `html` template gives; nothing in it is unescaped. */
export type Html = ReturnType<typeof html>;

/** What can stand inside of an element: text, which is escaped, or a template. */
export type Content = string | Html | readonly Html[];

/** What every page knows about its request; components that speak, format or post take it first. */
export interface PageContext {
  /** The wording in the reader's language. */
  readonly text: Text;
  /** The path of this page with its query, as a GET would ask for it: marks the navigation, and the language switch leads back to it. */
  readonly path: string;
  /** The coop's IANA time zone. */
  readonly zone: string;
  /** Epoch milliseconds, UTC. */
  readonly nowMs: number;
  /** Goes into every form that posts. */
  readonly csrf: string;
  /** Absent before set-up. `accentHue` in whole degrees, 0–359. */
  readonly coop?: { readonly name: LocalizedText; readonly accentHue: number };
  /** Whoever is signed in. */
  readonly session?: { readonly name: string; readonly role: "steward" | "operator" | "member" };
  /** What came back with a form that could not be taken: every field shows its own value and error again. */
  readonly typed?: Typed;
}
