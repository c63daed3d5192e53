import { html } from "hono/html";
import type { Html, PageContext } from "./context.ts";
import { attributes, descriptionIds, errorOf, fieldId, type FieldOptions, helpOf, type Option } from "./field.ts";
import { typedChoices, typedValue } from "./typed.ts";

/** A choice may explain itself in a sentence. */
export type Choice = Option & { readonly help?: string };

interface ChoiceOptions extends Pick<FieldOptions, "name" | "help" | "optional"> {
  /** The question that the choices answer. */
  readonly legend: string;
  readonly options: readonly Choice[];
}

/** One of a few, all in sight. */
export function radioGroup(page: PageContext, options: ChoiceOptions & { readonly value?: string }): Html {
  const chosen = typedValue(page.typed, options.name, options.value);
  return group(
    page,
    options,
    options.options.map((choice, index) =>
      item(options.name, { ...choice, type: "radio", index, checked: choice.value === chosen }),
    ),
  );
}

/** Any of a few. Sends each chosen value under the same name. */
export function checkboxGroup(
  page: PageContext,
  options: ChoiceOptions & { readonly values?: readonly string[] },
): Html {
  const chosen = typedChoices(page.typed, options.name, options.values ?? []);
  return group(
    page,
    options,
    options.options.map((choice, index) =>
      item(options.name, { ...choice, type: "checkbox", index, checked: chosen.includes(choice.value) }),
    ),
  );
}

/** A single yes. Sends `yes` when it is ticked and nothing when it is not. */
export function checkbox(
  page: PageContext,
  options: { readonly name: string; readonly label: string; readonly help?: string; readonly checked?: boolean },
): Html {
  const { name, label, help } = options;
  const checked = typedChoices(page.typed, name, options.checked === true ? ["yes"] : []).includes("yes");
  return html`<div class="field">${item(name, { value: "yes", label, ...(help !== undefined && { help }), type: "checkbox", index: 0, checked })}${errorOf(page, name)}</div>`;
}

function group(page: PageContext, options: ChoiceOptions, items: readonly Html[]): Html {
  const wrong = page.typed?.errors[options.name] !== undefined;
  return html`<fieldset class="field choices${wrong && " field-wrong"}"${attributes({ "aria-describedby": descriptionIds(page, options) })}>
    <legend>${options.legend}${options.optional && html` <span class="optional">${page.text("shell-optional")}</span>`}</legend>
    ${errorOf(page, options.name)}
    ${items}
    ${helpOf(options)}
  </fieldset>`;
}

interface Item extends Choice {
  readonly type: "radio" | "checkbox";
  readonly index: number;
  readonly checked: boolean;
}

/** The first one has the id of the field, so that the list of errors leads to it. */
function item(name: string, { value, label, help, type, index, checked }: Item): Html {
  const id = index === 0 ? fieldId(name) : `${fieldId(name)}-${index}`;
  return html`<div class="choice">
    <input type="${type}" id="${id}" name="${name}" value="${value}"${attributes({ checked, "aria-describedby": help && `${id}-says` })}>
    <label for="${id}">${label}</label>
    ${help !== undefined && html`<p class="help" id="${id}-says">${help}</p>`}
  </div>`;
}
