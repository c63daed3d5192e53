import type { Terms } from "#src/domain/resource.ts";
import type { Text } from "#src/web/text.ts";

/** What giving agreed seats back costs, in a sentence or two; undefined where nothing was said about it. */
export function formatNotice(text: Text, { notice }: Terms): string | undefined {
  if (notice === undefined) return undefined;
  const { freeUntilMinutes, latePercent, noShowPercent } = notice;
  const percent = formatPercent(text, latePercent);
  const sentences = [
    latePercent === 0
      ? text("terms-notice-free")
      : text("terms-notice-late", { before: formatLead(text, freeUntilMinutes), percent }),
    ...(noShowPercent === 0 ? [] : [text("terms-notice-no-show", { percent: formatPercent(text, noShowPercent) })]),
  ];
  return sentences.join(" ");
}

const dayMinutes = 24 * 60;

/** A length of time ahead of something: "2 days", "36 hours", "1 hour 30 minutes". */
export function formatLead(text: Text, durationMinutes: number): string {
  const minutes = durationMinutes % 60;
  const hours = (durationMinutes - minutes) / 60;
  if (durationMinutes >= 2 * dayMinutes && durationMinutes % dayMinutes === 0)
    return unit(text, durationMinutes / dayMinutes, "day");
  if (minutes === 0 && hours > 0) return unit(text, hours, "hour");
  return hours === 0 ? unit(text, minutes, "minute") : `${unit(text, hours, "hour")} ${unit(text, minutes, "minute")}`;
}

const unit = (text: Text, value: number, name: "day" | "hour" | "minute"): string =>
  new Intl.NumberFormat(text.intlLocale, { style: "unit", unit: name, unitDisplay: "long" }).format(value);

const formatPercent = (text: Text, percent: number): string =>
  new Intl.NumberFormat(text.intlLocale, { style: "percent" }).format(percent / 100);
