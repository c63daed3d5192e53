import { html } from "hono/html";
import type { Answer, NewRequest } from "#src/app/requests.ts";
import type { ResourceView } from "#src/app/resources.ts";
import { pickText } from "#src/domain/language.ts";
import { maxSeats } from "#src/domain/policy.ts";
import { features } from "#src/domain/resource.ts";
import type { RequestRow } from "#src/store/requests.ts";
import { checkboxGroup, radioGroup } from "#src/web/components/choice.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { localizedField, selectField, textField } from "#src/web/components/field.ts";
import { form } from "#src/web/components/form.ts";
import { formatLanguage } from "#src/web/components/language.ts";
import { formatNumber } from "#src/web/components/quantity.ts";
import { readLocalized } from "#src/web/components/typed.ts";
import { field, fieldValues, type FormBody } from "#src/web/forms.ts";
import { renderPage } from "#src/web/layout.ts";
import type { Text } from "#src/web/text.ts";
import { languagesOffered } from "./languages.ts";
import { priceFields, readTerms } from "./proposal-form.ts";
import { featureName } from "./resource-form.ts";
import { readSlot, slotFields } from "./slot-fields.ts";
import { readWhole } from "./typed-number.ts";

type Errors = Readonly<Record<string, string>>;
const longestTitle = 200;

/** Saying what we need. `languages`: in which to write what it is for. */
export function renderRequestForm(page: PageContext, languages: readonly string[]): Html {
  const { text } = page;
  const [first = "en", ...others] = languages;
  return renderPage(page, {
    title: text("requests-new-title"),
    lead: text("requests-new-lead"),
    back: { label: text("requests-title"), href: "/requests" },
    body: form(
      page,
      {
        action: "/requests",
        button: { label: text("requests-publish"), says: text("requests-publish-says") },
        cancel: { label: text("requests-cancel"), href: "/requests" },
      },
      html`${localizedField(page, { name: "title", label: text("requests-what"), help: text("requests-what-help"), languages: [first, ...others.slice(0, 1)], more: others.slice(1) })}
      ${textField(page, { name: "seats", label: text("requests-seats"), type: "number", width: "short" })}
      ${slotFields(page, {})}
      ${checkboxGroup(page, { name: "languages", legend: text("requests-languages"), help: text("requests-languages-help"), optional: true, options: languagesOffered.map((value) => ({ value, label: formatLanguage(text, value) })) })}
      ${checkboxGroup(page, { name: "features", legend: text("requests-features"), optional: true, options: features.map((value) => ({ value, label: featureName(text, value) })) })}
      ${radioGroup(page, {
        name: "audience",
        legend: text("requests-audience"),
        value: "partners",
        options: [
          { value: "partners", label: text("requests-audience-partners") },
          { value: "public", label: text("requests-audience-public"), help: text("requests-audience-public-help") },
        ],
      })}`,
    ),
  });
}

/** What was typed about a need, or what is wrong with it by field. */
export function readRequest(
  page: PageContext,
  body: FormBody,
  languages: readonly string[],
): { readonly wanted: NewRequest } | { readonly errors: Errors } {
  const { text } = page;
  const title = readTitle(text, body, languages);
  const seats = readSeats(body, maxSeats);
  const when = readSlot(page, { date: field(body, "date"), from: field(body, "from"), to: field(body, "to") });
  if ("errors" in title || seats === undefined || "errors" in when) {
    const errors = {
      ...("errors" in title && title.errors),
      ...(seats === undefined && { seats: text("requests-seats-wrong") }),
      ...("errors" in when && when.errors),
    };
    return { errors };
  }
  const wanted = {
    ...title,
    seats,
    ...when.slot,
    audience: field(body, "audience") === "public" ? "public" : "partners",
    languages: fieldValues(body, "languages").filter((tag) => languagesOffered.includes(tag)),
    features: features.filter((feature) => fieldValues(body, "features").includes(feature)),
  } as const;
  return { wanted };
}

function readTitle(
  text: Text,
  body: FormBody,
  languages: readonly string[],
): Pick<NewRequest, "title"> | { readonly errors: Errors } {
  const title = readLocalized(body, "title", languages);
  if (title === undefined) return { errors: { title: text("requests-what-missing") } };
  const isLong = Object.values(title).some((words) => words.length > longestTitle);
  return isLong ? { errors: { title: text("requests-what-long", { most: longestTitle }) } } : { title };
}

function readSeats(body: FormBody, most: number): number | undefined {
  const seats = readWhole(field(body, "seats")) ?? 0;
  return seats >= 1 && seats <= most ? seats : undefined;
}

/** Our meeting servers, of which seats can be offered. */
export type Rooms = readonly ResourceView[];

/** Offering seats for what a partner needs. */
export function answerForm(page: PageContext, request: RequestRow, rooms: Rooms): Html {
  const { text } = page;
  const options = rooms.map(({ id, name, seats }) => ({
    value: id,
    label: text("requests-room", {
      name: pickText(name, text.locale),
      seats: formatNumber(text, seats ?? 0),
      count: seats ?? 0,
    }),
  }));
  return form(
    page,
    {
      action: `/requests/${request.id}/offer`,
      button: { label: text("requests-offer"), says: text("requests-offer-says") },
    },
    html`${selectField(page, { name: "resource", label: text("requests-where"), options, value: options[0]?.value ?? "" })}
    ${textField(page, { name: "seats", label: text("requests-offer-seats"), type: "number", width: "short", value: String(request.seats) })}
    ${radioGroup(page, {
      name: "terms",
      legend: text("resources-terms"),
      value: "gift",
      options: [
        { value: "gift", label: text("resources-terms-gift") },
        { value: "reciprocal", label: text("resources-terms-reciprocal") },
      ],
    })}
    ${priceFields(page, undefined)}`,
  );
}

/** What was typed about an offer, or what is wrong with it by field. */
export function readAnswer(
  page: PageContext,
  body: FormBody,
  rooms: Rooms,
): { readonly answer: Answer } | { readonly errors: Errors } {
  const { text } = page;
  const room = rooms.find(({ id }) => id === field(body, "resource"));
  if (room === undefined) return { errors: { resource: text("requests-where-missing") } };
  const most = room.seats ?? 0;
  const seats = readSeats(body, most);
  const terms = readTerms(text, body);
  if (seats === undefined || "errors" in terms) {
    const errors = {
      ...(seats === undefined && { seats: text("requests-offer-seats-wrong", { most: formatNumber(text, most) }) }),
      ...("errors" in terms && terms.errors),
    };
    return { errors };
  }
  return { answer: { resourceId: room.id, seats, terms } };
}
