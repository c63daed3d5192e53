import { sameTerms } from "#src/domain/quantity.ts";
import type { Numbers } from "#src/domain/agreement-asked.ts";
import type { Content, Html, PageContext } from "#src/web/components/context.ts";
import { formatSeats, formatTerms } from "#src/web/components/quantity.ts";
import { table } from "#src/web/components/table.ts";
import { slot } from "#src/web/components/time.ts";

interface Compared {
  readonly before: { readonly label: string; readonly numbers: Numbers };
  readonly after: { readonly label: string; readonly numbers: Numbers };
}

/** What stands beside what is wished for, side by side; the price only where it would be another. */
export function compare(page: PageContext, { before, after }: Compared): Html {
  const { text } = page;
  const rows: readonly { readonly what: string; readonly of: (numbers: Numbers) => Content }[] = [
    { what: text("agreement-compare-when"), of: (numbers) => slot(page, numbers) },
    { what: text("agreement-compare-seats"), of: (numbers) => formatSeats(text, numbers.seats) },
    ...(sameTerms(before.numbers.terms, after.numbers.terms)
      ? []
      : [{ what: text("agreement-compare-terms"), of: (numbers: Numbers) => formatTerms(text, numbers.terms) }]),
  ];
  return table({
    caption: text("agreement-compare"),
    captionHidden: true,
    columns: [
      { label: text("agreement-compare-what"), cell: ({ what }) => what },
      { label: before.label, cell: ({ of }) => of(before.numbers) },
      { label: after.label, cell: ({ of }) => of(after.numbers) },
    ],
    rows,
  });
}
