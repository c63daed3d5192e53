import { html } from "hono/html";
import { uploadPath } from "#src/app/uploads.ts";
import { pickLanguage } from "#src/domain/language.ts";
import type { Upload } from "#src/store/uploads.ts";
import { button } from "#src/web/components/button.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { checkbox } from "#src/web/components/choice.ts";
import { fieldId, helpOf, localizedField, selectField, errorOf, descriptionIds } from "#src/web/components/field.ts";
import { fieldset } from "#src/web/components/form.ts";

/** What the form's button that only adds a picture sends: the form comes back with it, and nothing else happens. */
export const addPicture = { name: "act", value: "picture" } as const;

/**
 * The pictures of an announcement or event, in a form with `enctype: "multipart/form-data"`: those that it has, each with its words in
 * several languages and a box to remove it, and a place for one more. `readPictures` reads it. It works without a script: each
 * picture is added by a button of its own, which keeps everything else that was typed.
 */
export function pictureFields(
  page: PageContext,
  {
    uploads,
    languages,
    more,
  }: { readonly uploads: readonly Upload[]; readonly languages: readonly string[]; readonly more: readonly string[] },
): Html {
  const { text } = page;
  return fieldset(
    text("pictures-title"),
    html`${uploads.map((upload, index) => existing(page, { upload, number: index + 1, of: uploads.length, languages, more }))}
      ${fileField(page)}
      ${localizedField(page, {
        name: "alt",
        label: text("pictures-alt"),
        help: text("pictures-alt-help"),
        languages,
        more,
        optional: true,
      })}
      <div class="form-buttons">${button({ label: text("pictures-add"), kind: "quiet", ...addPicture })}</div>`,
  );
}

function existing(
  page: PageContext,
  {
    upload,
    number,
    of,
    languages,
    more,
  }: {
    readonly upload: Upload;
    readonly number: number;
    readonly of: number;
    readonly languages: readonly string[];
    readonly more: readonly string[];
  },
): Html {
  const { text } = page;
  return html`<div class="picture-edit">
    <input type="hidden" name="picture" value="${upload.id}">
    ${thumbnail(page, upload)}
    <div>${localizedField(page, {
      name: `alt-${upload.id}`,
      label: text("pictures-alt-of", { number: String(number) }),
      languages,
      more,
      value: upload.alt,
    })}
    ${of > 1 && placeField(page, { upload, number, of })}
    ${checkbox(page, { name: `drop-${upload.id}`, label: text("pictures-drop") })}</div>
  </div>`;
}

/** The first one stands for the whole where there is room for one. */
function placeField(
  page: PageContext,
  { upload, number, of }: { readonly upload: Upload; readonly number: number; readonly of: number },
): Html {
  const places = Array.from({ length: of }, (_, index) => String(index + 1));
  return selectField(page, {
    name: `place-${upload.id}`,
    label: page.text("pictures-place", { number: String(number) }),
    options: places.map((place) => ({ value: place, label: place })),
    value: String(number),
  });
}

function thumbnail({ text }: PageContext, upload: Upload): Html {
  const tag = pickLanguage(upload.alt, text.locale) ?? "";
  return html`<img src="${uploadPath(upload)}" alt="${upload.alt[tag] ?? ""}" width="${upload.widthPixels}" height="${upload.heightPixels}" loading="lazy">`;
}

/** A browser keeps no chosen file when a form comes back, so each is taken in at once. */
function fileField(page: PageContext): Html {
  const { text } = page;
  const field = { name: "file", help: text("pictures-file-help") };
  const described = descriptionIds(page, field);
  const wrong = page.typed?.errors["file"] !== undefined;
  return html`<div class="field${wrong && " field-wrong"}">
    <label for="${fieldId("file")}">${text("pictures-file")} <span class="optional">${text("shell-optional")}</span></label>
    <div class="field-row"><input type="file" id="${fieldId("file")}" name="file" class="input" accept="image/jpeg,image/png,image/webp,image/gif,image/avif"${described !== undefined && html` aria-describedby="${described}"`}${wrong && html` aria-invalid="true"`}>${errorOf(page, "file")}</div>
    ${helpOf(field)}
  </div>`;
}
