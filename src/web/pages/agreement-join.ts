import { html } from "hono/html";
import type { AgreementView } from "#src/app/agreement-view.ts";
import { closesAtMs, decideHour, openBeforeMs } from "#src/domain/pass.ts";
import { linkButton } from "#src/web/components/button.ts";
import { section } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { copyable } from "#src/web/components/copyable.ts";
import { actions } from "#src/web/components/form.ts";
import { formatMoment } from "#src/web/components/time.ts";
import { mayAct } from "./done.ts";
import { enterButton } from "./meetings-view.ts";

/** How people come into the room of an agreement; `name`: the other coop. */
export function joining(page: PageContext, agreement: AgreementView, name: string): Html | undefined {
  const { text } = page;
  const { joinUrl } = agreement;
  if (joinUrl === null) return undefined;
  const opens = formatMoment(page, agreement.startsAtMs - openBeforeMs);
  const isOver = closesAtMs(agreement) <= page.nowMs;
  if (isOver) return section({ title: text("agreements-join") }, html`<p>${text("agreements-join-over")}</p>`);
  return section(
    { title: text("agreements-join") },
    agreement.role === "receiver"
      ? attending(page, agreement, { opens, name, joinUrl })
      : html`
        <p>${text("agreements-join-provider", { when: opens, name })}</p>
        ${copyable(page, { label: text("agreements-join-address"), value: joinUrl })}`,
  );
}

interface Words {
  /** When the room opens. */
  readonly opens: string;
  readonly name: string;
  readonly joinUrl: string;
}

function attending(page: PageContext, agreement: AgreementView, { opens, name, joinUrl }: Words): Html {
  const { text } = page;
  const isOpen = decideHour(agreement, page.nowMs) === "open";
  return html`
    <p>${isOpen ? text("agreements-join-now") : text("agreements-join-says", { when: opens })}</p>
    ${actions(
      ...(isOpen ? [enterButton(page, agreement)] : []),
      ...(mayAct(page, "operator")
        ? [
            linkButton({
              href: `/agreements/${agreement.id}/guests`,
              label: text("agreements-join-guests"),
              kind: "quiet",
            }),
          ]
        : []),
    )}
    <p><a href="${joinUrl}">${text("agreements-join-open", { name })}</a></p>`;
}
