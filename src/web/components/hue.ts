import { html } from "hono/html";
import type { Html, PageContext } from "./context.ts";
import { fieldId } from "./field.ts";
import { typedValue } from "./typed.ts";

/** Twelve hues around the circle of oklch, in degrees, each with the word that people have for it. */
const hues = (page: PageContext): readonly (readonly [hue: number, word: string])[] => [
  [15, page.text("settings-hue-rose")],
  [40, page.text("settings-hue-brick")],
  [65, page.text("settings-hue-ochre")],
  [95, page.text("settings-hue-mustard")],
  [125, page.text("settings-hue-olive")],
  [150, page.text("settings-hue-green")],
  [195, page.text("settings-hue-sea")],
  [225, page.text("settings-hue-sky")],
  [255, page.text("settings-hue-blue")],
  [285, page.text("settings-hue-indigo")],
  [315, page.text("settings-hue-violet")],
  [345, page.text("settings-hue-berry")],
];

/**
 * A choice of accent hues, each shown as it will be. The colours stand in attributes of the drawing, which the policy allows and inline
 * styles are not.
 */
export function hueField(
  page: PageContext,
  options: { readonly name: string; readonly legend: string; readonly help: string; readonly value: number },
): Html {
  const { name, legend, help, value } = options;
  const known = hues(page);
  const all = known.some(([hue]) => hue === value)
    ? known
    : [[value, page.text("settings-hue-own")] as const, ...known];
  const chosen = typedValue(page.typed, name, String(value));
  return html`<fieldset class="field hues" aria-describedby="${fieldId(name)}-help">
    <legend>${legend}</legend>
    <div class="hue-list">${all.map(([hue, word], index) => swatch({ name, hue, word, index, checked: String(hue) === chosen }))}</div>
    <p class="help" id="${fieldId(name)}-help">${help}</p>
  </fieldset>`;
}

interface Swatch {
  readonly name: string;
  readonly hue: number;
  readonly word: string;
  readonly index: number;
  readonly checked: boolean;
}

function swatch({ name, hue, word, index, checked }: Swatch): Html {
  const id = index === 0 ? fieldId(name) : `${fieldId(name)}-${index}`;
  return html`<label class="hue">
    <input type="radio" id="${id}" name="${name}" value="${hue}"${checked && html` checked`}>
    <svg viewBox="0 0 48 24" width="48" height="24" aria-hidden="true" focusable="false"><rect width="24" height="24" fill="oklch(0.44 0.075 ${hue})" /><rect x="24" width="24" height="24" fill="oklch(0.82 0.085 ${hue})" /></svg>
    <span>${word}</span>
  </label>`;
}
