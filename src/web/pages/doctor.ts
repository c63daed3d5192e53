import type { Hono } from "hono";
import { html } from "hono/html";
import type { Finding, Verdict } from "#src/app/finding.ts";
import { linkButton } from "#src/web/components/button.ts";
import { cards, section } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { formatNumber } from "#src/web/components/quantity.ts";
import { status } from "#src/web/components/status.ts";
import { findingWords } from "#src/web/doctor-words.ts";
import { only } from "#src/web/forms.ts";
import { renderPage } from "#src/web/layout.ts";
import type { WebEnvironment, WebParts } from "#src/web/request.ts";
import type { Text } from "#src/web/text.ts";
import { renderProblem } from "./problem.ts";

/** The self-test, for those who keep the node running: the same as the command `doctor`. */
export function doctorPages({ doctor }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.get("/doctor", only("operator"), async (c) =>
    doctor === undefined ? renderProblem(c, "not-found") : c.html(renderDoctor(c.get("page"), await doctor.examine())),
  );
}

/** What is wrong first, with what to do; then the rest. */
function renderDoctor(page: PageContext, findings: readonly Finding[]): Html {
  const { text } = page;
  const of = (...verdicts: readonly Verdict[]): readonly Finding[] =>
    verdicts.flatMap((verdict) => findings.filter((finding) => finding.verdict === verdict));
  return renderPage(page, {
    title: text("doctor-title"),
    lead: leadSays(text, of("trouble").length, of("attention").length),
    back: { label: text("delivery-title"), href: "/delivery" },
    aside: linkButton({ href: "/doctor", label: text("doctor-again"), kind: "quiet" }),
    body: html`
      ${group(page, text("doctor-section-wrong"), of("trouble", "attention"))}
      ${group(page, text("doctor-section-fine"), of("ok"))}
      ${group(page, text("doctor-section-not"), of("not-applicable"))}
      <p>${text("doctor-command")}</p>`,
  });
}

function leadSays(text: Text, troubles: number, attentions: number): string {
  const args = (count: number) => ({ count, number: formatNumber(text, count) });
  if (troubles > 0) return text("doctor-lead-trouble", args(troubles));
  return attentions > 0 ? text("doctor-lead-attention", args(attentions)) : text("doctor-lead-ok");
}

function group(page: PageContext, title: string, findings: readonly Finding[]): Html | undefined {
  const { text } = page;
  if (findings.length === 0) return undefined;
  return section(
    { title },
    cards(
      findings.map((finding) => {
        const { check, says, advice } = findingWords(text, finding);
        return {
          title: check,
          status: verdictStatus(text, finding.verdict),
          body: html`<p>${says}</p>${advice !== undefined && html`<p><strong>${text("doctor-what-to-do")}</strong> ${advice}</p>`}`,
        };
      }),
    ),
  );
}

function verdictStatus(text: Text, verdict: Verdict): Html {
  switch (verdict) {
    case "ok":
      return status("good", text("doctor-verdict-ok"));
    case "attention":
      return status("waiting", text("doctor-verdict-attention"));
    case "trouble":
      return status("trouble", text("doctor-verdict-trouble"));
    case "not-applicable":
      return status("quiet", text("doctor-verdict-not"));
  }
}
