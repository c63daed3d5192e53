import type { History } from "#src/app/ledger-history.ts";
import { section } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { flowPlot } from "#src/web/components/plot.ts";
import { entriesHref } from "./ledger-filter.ts";
import { unitName } from "./unit-words.ts";

/** What was given and received by month, a plot for each unit with its table; of one partner, or of all. */
export function overTime(page: PageContext, histories: readonly History[], peerId?: string): Html | undefined {
  const { text } = page;
  if (histories.length === 0) return undefined;
  const plots = histories.map(({ unit, months }) =>
    flowPlot(page, {
      caption: unitName(text, unit),
      unit,
      labels: {
        up: text("ledger-column-given"),
        down: text("ledger-column-received"),
        level: text("ledger-column-balance"),
      },
      months: months.map(({ month, given, received, closing }, index) => {
        const href = (direction: "given" | "received"): string =>
          entriesHref({
            ...(peerId !== undefined && { peerId }),
            unit,
            state: "agreed",
            direction,
            accounts: ["pair"],
            from: month,
            // The last month also has what somebody's clock puts later.
            ...(index < months.length - 1 && { until: month }),
          });
        return { month, up: given, down: received, level: closing, upHref: href("given"), downHref: href("received") };
      }),
    }),
  );
  return section(
    { title: text("ledger-over-time") },
    plots.filter((one) => one !== undefined),
  );
}
