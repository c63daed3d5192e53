import { html } from "hono/html";
import { pickText } from "#src/domain/language.ts";
import { previewSeries, requestRepeating, type Preview } from "#src/app/series.ts";
import {
  maxSeriesLength,
  ruleOf,
  type RecurrenceProblem,
  type Rhythm,
  type RhythmEnd,
} from "#src/domain/recurrence.ts";
import type { Slot } from "#src/domain/slot.ts";
import { checkboxGroup } from "#src/web/components/choice.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { selectField, textField } from "#src/web/components/field.ts";
import { fieldset, form } from "#src/web/components/form.ts";
import { formatNumber, formatSeats } from "#src/web/components/quantity.ts";
import { formatMoment, formatSlot } from "#src/web/components/time.ts";
import { keepTyped } from "#src/web/components/typed.ts";
import { field, fieldValues, type FormBody } from "#src/web/forms.ts";
import { renderPage } from "#src/web/layout.ts";
import type { Request, WebParts } from "#src/web/request.ts";
import { refusalSays } from "./agreement-parts.ts";
import type { Asked } from "./capacity-ask.ts";
import { leadTo } from "./done.ts";
import { nameOf } from "./peer-names.ts";
import { readWhole } from "./typed-number.ts";

type Errors = Readonly<Record<string, string>>;
type Wish = Omit<Parameters<typeof requestRepeating>[1], "first" | "rule" | "except">;

const rhythms: readonly Rhythm[] = ["weekly", "fortnightly", "monthly"];

/** What a request for seats is asked besides: whether it repeats, and how often. */
export function repeatFields(page: PageContext): Html {
  const { text } = page;
  return fieldset(
    text("series-repeats"),
    html`${selectField(page, {
      name: "repeats",
      label: text("series-how"),
      optional: true,
      prompt: text("series-once"),
      options: [
        { value: "weekly", label: text("series-weekly") },
        { value: "fortnightly", label: text("series-fortnightly") },
        { value: "monthly", label: text("series-monthly") },
      ],
    })}
    ${textField(page, { name: "times", label: text("series-times"), help: text("series-times-help", { most: maxSeriesLength }), type: "number", width: "short", optional: true })}
    ${textField(page, { name: "until", label: text("series-until"), help: text("series-until-help"), type: "date", width: "medium", optional: true })}`,
  );
}

/** Whether a form asks for more than one time. */
export const isRepeating = (body: FormBody): boolean => field(body, "repeats") !== "";

/** A request that repeats: what was typed, whom it goes to, and what is asked for every time. */
export interface SeriesAsk {
  readonly asked: Asked;
  readonly body: FormBody;
  readonly wish: Wish;
  readonly first: Slot;
  /** The form again, with what is wrong in it. */
  readonly refuse: (errors: Errors) => Response | Promise<Response>;
}

/** Shows every time of a series with its free seats; once that was seen, asks for those that are kept. */
export async function askSeries({ app }: WebParts, c: Request, ask: SeriesAsk): Promise<Response> {
  const page = c.get("page");
  const { body, first, wish } = ask;
  const rule = readRule(page, body, first);
  if ("errors" in rule) return ask.refuse(rule.errors);
  const preview = await previewSeries(app, { proposalId: wish.proposalId, first, rule: rule.rule });
  if (preview.outcome === "refused") return ask.refuse(problemErrors(page, preview.problem));
  if (field(body, "chosen") !== "yes") return c.html(renderSeries(page, ask, preview));
  const refuse = (error: string): Response | Promise<Response> =>
    c.html(renderSeries({ ...page, typed: keepTyped(body, { keep: error }) }, ask, preview), 422);
  const kept = new Set(fieldValues(body, "keep"));
  const left = preview.occurrences.map(({ startsAtMs }) => startsAtMs).filter((at) => !kept.has(String(at)));
  if (left.length === preview.occurrences.length) return refuse(page.text("series-nothing-left"));
  const done = await requestRepeating(app, { ...wish, first, rule: rule.rule, except: left });
  switch (done.outcome) {
    case "not-a-series":
      return ask.refuse(problemErrors(page, done.problem));
    case "refused": {
      const when = formatSlot(page, done.slot);
      return refuse(page.text("series-refused", { when, why: refusalSays(page.text, done.refusal) }));
    }
    case "offered":
      return leadTo(c, `/agreements/${done.agreements[0]?.id ?? ""}`, "asked");
  }
}

function readRule(
  page: PageContext,
  body: FormBody,
  first: Slot,
): { readonly rule: string } | { readonly errors: Errors } {
  const { text, zone } = page;
  const rhythm = rhythms.find((one) => one === field(body, "repeats"));
  if (rhythm === undefined) return { errors: { repeats: text("series-how-wrong") } };
  const end = readEnd(body);
  if (end === undefined) return { errors: { times: text("series-end-wrong", { most: maxSeriesLength }) } };
  return { rule: ruleOf(rhythm, first.startsAtMs, { zone, end }) };
}

/** One of the two; a number of times of a single one is no series. */
function readEnd(body: FormBody): RhythmEnd | undefined {
  const [times, lastDay] = [field(body, "times"), field(body, "until")];
  if ((times === "") === (lastDay === "")) return undefined;
  if (times === "") return /^\d{4}-\d\d-\d\d$/.test(lastDay) ? { lastDay } : undefined;
  const count = readWhole(times);
  return count !== undefined && count >= 2 && count <= maxSeriesLength ? { count } : undefined;
}

/** What is wrong with a series, beside the field that can mend it. */
function problemErrors(page: PageContext, problem: RecurrenceProblem): Errors {
  const { text } = page;
  switch (problem.because) {
    case "too-many":
      return { until: text("series-too-many", { most: problem.most }) };
    case "too-far":
      return { until: text("series-too-far") };
    case "overlap":
      return { to: text("series-overlap") };
    case "except-unknown":
      return { repeats: text("series-except-unknown", { when: formatMoment(page, problem.exceptMs) }) };
    case "first-differs":
      return { until: text("series-until-early") };
    case "nothing-left":
      return { repeats: text("series-nothing-left") };
    case "rule":
    case "too-often":
    case "endless":
      return { until: text("series-until-wrong") };
  }
}

function renderSeries(
  page: PageContext,
  { asked, body, wish }: SeriesAsk,
  { occurrences }: Extract<Preview, { readonly outcome: "slots" }>,
): Html {
  const { text } = page;
  const name = pickText(nameOf(asked.peer), text.locale);
  const isFree = ({ freeSeats }: { readonly freeSeats: number }): boolean => freeSeats >= wish.seats;
  const short = occurrences.filter((one) => !isFree(one)).length;
  const count = occurrences.length;
  return renderPage(page, {
    title: text("series-title", { title: wish.title }),
    lead: text("series-lead", { name, seats: formatSeats(text, wish.seats), number: formatNumber(text, count), count }),
    back: { label: text("capacity-title"), href: "/capacity" },
    body: form(
      page,
      {
        action: "/capacity/ask",
        hidden: { ...hiddenOf(body), chosen: "yes" },
        button: { label: text("series-send", { name }), says: text("series-send-says", { name }) },
        cancel: { label: text("capacity-ask-cancel"), href: "/capacity" },
      },
      checkboxGroup(page, {
        name: "keep",
        legend: text("series-keep"),
        help:
          short === 0
            ? text("series-all-free")
            : text("series-some-short", { number: formatNumber(text, short), count: short }),
        values: occurrences.filter(isFree).map(({ startsAtMs }) => String(startsAtMs)),
        options: occurrences.map((one) => ({
          value: String(one.startsAtMs),
          label: formatSlot(page, one),
          help: isFree(one)
            ? text("series-free", { seats: formatSeats(text, one.freeSeats) })
            : one.freeSeats === 0
              ? text("series-none-free")
              : text("series-short", { seats: formatSeats(text, one.freeSeats) }),
        })),
      }),
    ),
  });
}

/** Everything that was typed, to be sent again with the choice. */
const hiddenOf = (body: FormBody): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.keys(body)
      .filter((name) => !["csrf", "keep", "chosen"].includes(name))
      .map((name) => [name, field(body, name)]),
  );
