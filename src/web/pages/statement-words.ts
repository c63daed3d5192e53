import type { StatementRow } from "#src/store/statements.ts";
import type { Html } from "#src/web/components/context.ts";
import { status } from "#src/web/components/status.ts";
import { openDateFormat } from "#src/web/components/time.ts";
import type { Text } from "#src/web/text.ts";

/** "1–30 September 2026": the days of a statement are UTC dates, the same on both sides. */
export function formatPeriod(text: Text, { fromDay, untilDay }: Pick<StatementRow, "fromDay" | "untilDay">): string {
  const format = openDateFormat(text, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);
  return format.formatRange(at(fromDay), at(untilDay));
}

type Standing = Pick<StatementRow, "state" | "maker" | "refusal">;

/** Where a statement stands, in a word. */
export function statementStatus(text: Text, { state, maker }: Standing, us: string): Html {
  switch (state) {
    case "agreed":
      return status("good", text("statements-state-agreed"));
    case "proposed":
      return status("waiting", maker === us ? text("statements-state-sent") : text("statements-state-arrived"));
    case "refused":
      return status("trouble", text("statements-state-refused"));
    case "superseded":
      return status("quiet", text("statements-state-superseded"));
  }
}

/** What that means and what comes next, in a sentence. */
export function standingSays(text: Text, row: Standing, { us, name }: { readonly us: string; readonly name: string }) {
  switch (row.state) {
    case "agreed":
      return text("statements-says-agreed", { name });
    case "proposed":
      return row.maker === us ? text("statements-says-sent", { name }) : text("statements-says-arrived", { name });
    case "superseded":
      return text("statements-says-superseded");
    case "refused":
      return refusalSays(text, row, { us, name });
  }
}

function refusalSays(
  text: Text,
  { refusal, maker }: Standing,
  { us, name }: { readonly us: string; readonly name: string },
): string {
  if (refusal === "differs") return text("statements-refused-differs", { name });
  if (refusal === "totals") return text("statements-refused-totals", { name });
  if (refusal === "period") return text("statements-refused-period", { name });
  if (refusal === "not-ready")
    return maker === us ? text("statements-refused-not-ready", { name }) : text("statements-refused-not-yet", { name });
  return text("statements-refused-other", { name });
}
