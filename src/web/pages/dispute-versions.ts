import { html } from "hono/html";
import type { DisputeDetails } from "#src/app/dispute-views.ts";
import type { Content, Html, PageContext } from "#src/web/components/context.ts";
import { formatQuantity } from "#src/web/components/quantity.ts";
import { status } from "#src/web/components/status.ts";
import { table } from "#src/web/components/table.ts";
import { formatMoment, formatSlot } from "#src/web/components/time.ts";

type Version = DisputeDetails["versions"][number];

interface Line {
  readonly label: string;
  readonly values: readonly string[];
  /** They are addresses. */
  readonly isAddress?: boolean;
}

/** All contents that came under one id, side by side, and where they differ; beneath, the documents as they were signed. */
export function versionsTable(
  page: PageContext,
  { versions, us }: Pick<DisputeDetails, "versions"> & { readonly us: string },
  name: string,
): Html {
  const { text } = page;
  const headings = versions.map(({ isOurs }, index) =>
    isOurs ? text("disputes-version-ours") : text("disputes-version-other", { number: index }),
  );
  const coop = (iri: string): string => (iri === us ? text("ledger-we") : name);
  const lines = linesOf(page, versions, coop);
  return html`<p>${text("disputes-versions-says", { name })}</p>
    ${table({
      caption: text("disputes-versions"),
      captionHidden: true,
      columns: [
        { label: text("disputes-version-part"), cell: ({ label }: Line): Content => label },
        ...headings.map((label, index) => ({ label, cell: (line: Line): Content => valueOf(line, index) })),
        { label: text("disputes-version-same"), cell: ({ values }: Line): Content => sameness(page, values) },
      ],
      rows: lines,
    })}
    ${versions.map(
      ({ document }, index) =>
        html`<details><summary>${text("disputes-version-document", { version: headings[index] ?? "" })}</summary><pre class="code" dir="ltr" tabindex="0"><code>${JSON.stringify(JSON.parse(document), null, 2)}</code></pre></details>`,
    )}`;
}

const valueOf = ({ values, isAddress }: Line, index: number): Content =>
  isAddress === true && URL.canParse(values[index] ?? "")
    ? html`<code dir="ltr">${values[index]}</code>`
    : (values[index] ?? "");

function sameness({ text }: PageContext, values: readonly string[]): Html {
  return new Set(values).size === 1
    ? status("quiet", text("disputes-version-equal"))
    : status("trouble", text("disputes-version-differs"));
}

function linesOf(page: PageContext, versions: readonly Version[], coop: (iri: string) => string): readonly Line[] {
  const { text } = page;
  const line = (label: string, value: (content: NonNullable<Version["content"]>) => string): Line => ({
    label,
    values: versions.map(({ content }) =>
      content === undefined ? text("disputes-version-unreadable") : value(content),
    ),
  });
  return [
    line(text("ledger-quantity"), (content) => formatQuantity(text, content)),
    line(text("disputes-version-provider"), ({ provider }) => coop(provider)),
    line(text("ledger-period"), (content) => formatSlot(page, content)),
    {
      ...line(text("ledger-agreement"), ({ agreement }) => agreement ?? text("ledger-agreement-none")),
      isAddress: true,
    },
    { ...line(text("ledger-corrects"), ({ corrects }) => corrects ?? "–"), isAddress: true },
    line(text("disputes-version-published"), ({ publishedAtMs }) => formatMoment(page, publishedAtMs)),
  ];
}
