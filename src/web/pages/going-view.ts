import { html } from "hono/html";
import type { GoingState } from "#src/app/going.ts";
import type { Actor } from "#src/store/actors.ts";
import type { RemoteObjectRow } from "#src/store/remote-objects.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { actionForm } from "#src/web/components/form.ts";
import { status } from "#src/web/components/status.ts";
import type { Text } from "#src/web/text.ts";

/** By an event's IRI. */
export type Goings = ReadonlyMap<string, GoingState>;

interface Answered {
  readonly reader: Actor;
  readonly said: RemoteObjectRow;
  readonly state: GoingState | undefined;
}

/** At somebody else's event: how our answer stands, and the button that gives it or takes it back. */
export function goingForms(page: PageContext, { reader, said, state }: Answered): readonly Html[] {
  const { text } = page;
  if (said.type !== "Event") return [];
  const hidden = { as: reader.id, object: said.object };
  if (said.endsAtMs !== null && said.endsAtMs <= page.nowMs) return state === undefined ? [] : [stateOf(text, state)];
  if (state === "asked" || state === "coming") {
    const button = { label: text("going-leave"), kind: "quiet" } as const;
    return [stateOf(text, state), actionForm(page, { action: "/timeline/leave", hidden, button })];
  }
  const go = actionForm(page, {
    action: "/timeline/join",
    hidden,
    button: { label: text("going-join"), kind: "quiet" },
  });
  return state === undefined ? [go] : [stateOf(text, state), go];
}

function stateOf(text: Text, state: GoingState): Html {
  switch (state) {
    case "asked":
      return html`<p>${status("waiting", text("going-asked"))}</p>`;
    case "coming":
      return html`<p>${status("good", text("going-coming"))}</p>`;
    case "refused":
      return html`<p>${status("trouble", text("going-refused"))}</p>`;
    case "ignored":
      return html`<p>${status("quiet", text("going-ignored"))}</p>`;
    case "left":
      return html`<p>${status("quiet", text("going-left"))}</p>`;
  }
}
