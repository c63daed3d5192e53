import { html } from "hono/html";
import type { ResourceView } from "#src/app/resources.ts";
import {
  connectionFields as fieldsOf,
  type ConnectionField,
  type ConnectionProblem,
  type Filled,
  type NewServer,
  type ServerRefusal,
  type ServerView,
} from "#src/app/servers.ts";
import { pickText } from "#src/domain/language.ts";
import { maxSeats } from "#src/domain/policy.ts";
import { section } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { selectField, textArea, textField } from "#src/web/components/field.ts";
import { actionForm, form } from "#src/web/components/form.ts";
import { notice } from "#src/web/components/notice.ts";
import { formatNumber } from "#src/web/components/quantity.ts";
import { renderPage } from "#src/web/layout.ts";
import { field, type FormBody } from "#src/web/forms.ts";
import type { Text } from "#src/web/text.ts";
import { fieldHelp, fieldLabel, platformName } from "./server-words.ts";
import { readWhole } from "./typed-number.ts";

const longest = { name: 100, field: 10_000 } as const;

interface ServerForm {
  readonly resource: ResourceView;
  /** A server that is there, with what was filled in about it, but for its secrets. */
  readonly stored?: { readonly server: ServerView; readonly filled: Filled };
}

/** A new server of a resource, or changes of one. */
export function renderServerForm(page: PageContext, view: ServerForm): Html {
  const { text } = page;
  const { resource, stored } = view;
  const here = `/resources/${resource.id}`;
  const name = pickText(resource.name, text.locale);
  const platform = platformName(text, resource.platform ?? "");
  return renderPage(page, {
    title: stored === undefined ? text("servers-new-title", { platform }) : stored.server.name,
    lead: stored === undefined ? text("servers-new-lead", { name }) : text("servers-change-lead", { name }),
    back: { label: name, href: here },
    body: html`
      ${form(
        page,
        {
          action: stored === undefined ? `${here}/servers` : `/servers/${stored.server.id}`,
          button: { label: stored === undefined ? text("servers-add") : text("servers-save") },
          cancel: { label: text("servers-cancel"), href: here },
        },
        html`
          ${textField(page, { name: "name", label: text("servers-name"), help: text("servers-name-help"), width: "medium", maxLength: longest.name, value: stored?.server.name ?? "" })}
          ${textField(page, { name: "seats", label: text("servers-seats"), help: text("servers-seats-help"), type: "number", width: "short", value: stored === undefined ? "" : String(stored.server.seats) })}
          ${connectionFields(page, view)}`,
      )}
      ${stored !== undefined && removal(page, stored.server)}`,
  });
}

const connectionFields = (page: PageContext, { resource, stored }: ServerForm): readonly Html[] =>
  fieldsOf(resource.platform).map((one) => connectionField(page, one, { platform: resource.platform ?? "", stored }));

function connectionField(
  page: PageContext,
  one: ConnectionField,
  { platform, stored }: { readonly platform: string; readonly stored: ServerForm["stored"] },
): Html {
  const { text } = page;
  const isKept = one.kind === "secret" && stored !== undefined;
  const help = [fieldHelp(text, platform, one.name), isKept ? text("servers-secret-kept") : undefined];
  const common = {
    name: `connection.${one.name}`,
    label: fieldLabel(text, one.name),
    ...(help.some(Boolean) && { help: help.filter(Boolean).join(" ") }),
    optional: !one.required || isKept,
    value: stored?.filled[one.name] ?? "",
  };
  switch (one.kind) {
    case "choice":
      return selectField(page, {
        ...common,
        optional: false,
        options: (one.choices ?? []).map((value) => ({ value, label: value.replace(/^sha/, "SHA-") })),
      });
    case "url":
      return textField(page, { ...common, type: "url", maxLength: longest.field });
    case "text":
      return textField(page, { ...common, width: "medium", maxLength: longest.field });
    case "secret":
      return isKey(one)
        ? textArea(page, { ...common, rows: 4, maxLength: longest.field })
        : textField(page, { ...common, type: "password", autocomplete: "off", maxLength: longest.field });
  }
}

/** Keys are written on several lines. */
const isKey = ({ name }: ConnectionField): boolean => name === "key" || name === "privateKey";

function removal(page: PageContext, { id, name, roomsInUse }: ServerView): Html {
  const { text } = page;
  return section(
    { title: text("servers-removal") },
    roomsInUse > 0
      ? notice({ meaning: "waiting", says: text("servers-in-use", { count: roomsInUse }) })
      : actionForm(page, {
          action: `/servers/${id}/remove`,
          button: { label: text("servers-remove", { name }), kind: "danger", says: text("servers-remove-says") },
        }),
  );
}

type Errors = Readonly<Record<string, string>>;

/** What was typed about a server. Of one that is there, a secret that was left empty stays. */
export function readServer(
  text: Text,
  body: FormBody,
  { platform, isStored }: { readonly platform: string | null; readonly isStored: boolean },
): { readonly wanted: NewServer } | { readonly errors: Errors } {
  const name = field(body, "name");
  const seats = readWhole(field(body, "seats"));
  const isSeats = seats !== undefined && seats >= 1 && seats <= maxSeats;
  const connection = Object.fromEntries(
    fieldsOf(platform)
      .map((one) => [one, field(body, `connection.${one.name}`)] as const)
      .filter(([{ kind }, value]) => !(isStored && kind === "secret" && value === ""))
      .map(([one, value]) => [one.name, value]),
  );
  const errors = {
    ...(name === "" && { name: text("servers-name-missing") }),
    ...(name.length > longest.name && { name: text("servers-name-missing") }),
    ...(!isSeats && { seats: text("resources-seats-wrong", { most: formatNumber(text, maxSeats) }) }),
  };
  return isSeats && Object.keys(errors).length === 0 ? { wanted: { name, seats, connection } } : { errors };
}

/** Why the server could not be kept, beside the field that can mend it. */
export function serverErrors(text: Text, refusal: ServerRefusal, platform: string | null): Errors {
  switch (refusal.reason) {
    case "connection-invalid":
      return Object.fromEntries(
        refusal.fields.map((wrong) => [`connection.${wrong.field}`, wrongSays(text, wrong, platform)]),
      );
    case "no-servers":
      return { name: text("servers-none-here") };
    case "too-many":
      return { name: text("servers-too-many", { most: refusal.most }) };
    case "rooms-in-use":
      return { name: text("servers-in-use", { count: refusal.rooms }) };
  }
}

function wrongSays(text: Text, { field: name, problem }: ConnectionProblem, platform: string | null): string {
  if (problem === "missing") return text("servers-missing");
  if (name === "url") return text("servers-wrong-url");
  return text("servers-wrong", { platform: platformName(text, platform ?? "") });
}
