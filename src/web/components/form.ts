import { html } from "hono/html";
import { type Button, button } from "./button.ts";
import type { Content, Html, PageContext } from "./context.ts";

export interface FormOptions {
  readonly action: string;
  /** One button, or several from the most to the least likely. */
  readonly button: Button | readonly Button[];
  /** `get` for a search, whose address can be kept; it changes nothing and carries no token. */
  readonly method?: "post" | "get";
  /** It has a field for a file. */
  readonly files?: boolean;
  /** Values that the person does not type. */
  readonly hidden?: Readonly<Record<string, string>>;
  /** The way back that changes nothing. */
  readonly cancel?: { readonly label: string; readonly href: string };
}

/**
 * A form in one column, with the token against forged requests. The server checks what was typed and says what is wrong in the
 * reader's language, so the browser's own messages, in the browser's language, are off.
 */
export function form(page: PageContext, options: FormOptions, fields: Content): Html {
  const { method = "post" } = options;
  return html`<form class="form" method="${method}" action="${options.action}"${options.files === true && html` enctype="multipart/form-data"`} novalidate>
    ${method === "post" && token(page)}
    ${hiddenFields(options.hidden)}
    ${fields}
    <div class="form-buttons">
      ${listButtons(options.button).map(button)}
      ${options.cancel && html`<a href="${options.cancel.href}">${options.cancel.label}</a>`}
    </div>
  </form>`;
}

/** A form that is only its button: `actionForm(page, { action: "/peers/1/accept", button: { label } })`. */
export function actionForm(page: PageContext, options: Pick<FormOptions, "action" | "button" | "hidden">): Html {
  return html`<form class="action" method="post" action="${options.action}">
    ${token(page)}
    ${hiddenFields(options.hidden)}
    ${listButtons(options.button).map(button)}
  </form>`;
}

/** Buttons and one-button forms in a row. */
export const actions = (...items: readonly Html[]): Html => html`<div class="actions">${items}</div>`;

/** Fields that belong together, under a heading of their own. */
export const fieldset = (legend: string, fields: Content): Html =>
  html`<fieldset class="fieldset"><legend>${legend}</legend>${fields}</fieldset>`;

const token = (page: PageContext): Html => html`<input type="hidden" name="csrf" value="${page.csrf}">`;

const hiddenFields = (hidden: Readonly<Record<string, string>> = {}): readonly Html[] =>
  Object.entries(hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);

const listButtons = (buttons: Button | readonly Button[]): readonly Button[] => (isList(buttons) ? buttons : [buttons]);

const isList = (buttons: Button | readonly Button[]): buttons is readonly Button[] => Array.isArray(buttons);
