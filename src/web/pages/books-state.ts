import { html } from "hono/html";
import type { Comparison } from "#src/app/ledger-overview.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { facts } from "#src/web/components/facts.ts";
import { notice } from "#src/web/components/notice.ts";
import { formatNumber } from "#src/web/components/quantity.ts";
import { status } from "#src/web/components/status.ts";
import { formatDistance, formatMoment, time } from "#src/web/components/time.ts";
import type { Log } from "#src/store/logs.ts";

/** What came of the last comparison, where no more is known than that. */
export const booksStatus = (page: PageContext, reconciliation: Comparison["reconciliation"]): Html =>
  standingStatus(page, { standing: reconciliation?.state ?? "never", reconciliation });

/** Whether both sides' books are the same, in a word and a shape; and when that was last looked at. */
export function standingStatus(
  page: PageContext,
  { standing, reconciliation }: Pick<Comparison, "standing" | "reconciliation">,
): Html {
  const { text } = page;
  const when = { when: reconciliation === undefined ? "" : formatDistance(page, reconciliation.reconciledAtMs) };
  switch (standing) {
    case "equal":
      return status("good", text("ledger-books-equal", when));
    case "repaired":
      return status("good", text("ledger-books-repaired", when));
    case "differs":
      return status("trouble", text("ledger-books-differ", when));
    case "unreachable":
      return status("waiting", text("ledger-books-unreachable", when));
    case "restored":
      return status("waiting", text("ledger-books-restored"));
    case "recovered":
      return status("good", text("ledger-books-recovered"));
    case "forked":
      return status("trouble", text("ledger-books-forked"));
    case "never":
      return status("quiet", text("ledger-books-never"));
  }
}

/** When both sides last said the same, and when they are compared next. */
export function comparedSays(page: PageContext, { reconciliation, nextAtMs }: Comparison): Html {
  const { text } = page;
  const equalAtMs = reconciliation?.equalAtMs ?? null;
  const next = nextAtMs === undefined ? undefined : soon(page, nextAtMs);
  if (reconciliation === undefined || equalAtMs === null)
    return html`${text("ledger-never-equal")}${next && ` ${next}`}`;
  const { entries } = reconciliation;
  const says = text("ledger-equal-at", {
    when: formatMoment(page, equalAtMs),
    entries: formatNumber(text, entries),
    count: entries,
  });
  return html`${says}${next && ` ${next}`}`;
}

const soon = (page: PageContext, nextAtMs: number): string =>
  nextAtMs <= page.nowMs
    ? page.text("ledger-next-now")
    : page.text("ledger-next", { when: formatDistance(page, nextAtMs) });

/** What is wrong with the books of a pair, or what was and is put right, and what to do about it. */
export function standingNotice({ text }: PageContext, { standing, ours }: Comparison, name: string): Html | undefined {
  const look = html`<p><a href="/ledger/recovery">${text("ledger-look-recovery")}</a></p>`;
  switch (standing) {
    case "forked":
      return notice({
        meaning: "trouble",
        title: text("ledger-books-forked"),
        says: html`<p>${text("ledger-forked-says", { name })}</p>${look}`,
      });
    case "restored":
      return notice({
        meaning: "waiting",
        title: text("ledger-books-restored"),
        says: html`<p>${text("ledger-restored-says", { name })}</p>${look}`,
      });
    case "recovered": {
      const count = ours?.recoveredLeaves ?? 0;
      const says = text("ledger-recovered-says", { name, number: formatNumber(text, count), count });
      return notice({ meaning: "good", title: text("ledger-books-recovered"), says: html`<p>${says}</p>${look}` });
    }
    case "differs":
      return notice({ meaning: "trouble", says: text("ledger-differs-says", { name }) });
    case "equal":
    case "repaired":
    case "unreachable":
    case "never":
      return undefined;
  }
}

/** Both logs of a pair: how much each side has signed for the other, and how much of it the other side holds. */
export function logFacts(page: PageContext, { ours, theirs }: Comparison, name: string): Html | undefined {
  const { text } = page;
  if (ours === undefined && theirs === undefined) return undefined;
  const number = (value: number): string => formatNumber(text, value);
  return facts([
    [text("ledger-log-ours", { name }), ours && oursSays(page, ours, name)],
    [
      text("ledger-log-theirs", { name }),
      theirs && text("ledger-log-theirs-says", { name, size: number(theirs.size), count: theirs.size }),
    ],
    [text("ledger-log-epoch"), epochOf(ours, theirs) > 1 && number(epochOf(ours, theirs))],
  ]);
}

function oursSays(page: PageContext, { size, witnessedSize, witnessedAtMs }: Log, name: string): Html {
  const { text } = page;
  const says = text("ledger-log-ours-says", {
    name,
    size: formatNumber(text, size),
    count: size,
    held: formatNumber(text, witnessedSize),
  });
  return html`${says}${witnessedAtMs !== null && html` ${text("ledger-log-held-at")} ${time(page, witnessedAtMs)}`}`;
}

const epochOf = (...logs: readonly (Log | undefined)[]): number => Math.max(...logs.map((log) => log?.epoch ?? 1));
