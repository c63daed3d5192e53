import type { Peer } from "#src/store/peers.ts";
import type { Button } from "#src/web/components/button.ts";
import { section } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { actionForm } from "#src/web/components/form.ts";

type Act = "accept" | "limit" | "end" | "block";

/** What a steward can say to a coop in each state, from the most to the least likely. */
const possible: Readonly<Record<Peer["state"], readonly Act[]>> = {
  received: ["accept", "limit", "end", "block"],
  requested: ["end", "block"],
  partner: ["limit", "end", "block"],
  limited: ["accept", "end", "block"],
  ended: ["accept", "block"],
  blocked: ["accept"],
};

/** Yes, limited, end or block: each with a sentence that says what will happen, and to whom. */
export function peerActions(page: PageContext, peer: Peer, name: string): Html {
  const { text } = page;
  const title = peer.state === "received" ? text("peers-answer") : text("peers-acts");
  return section(
    { title },
    possible[peer.state].map((act) =>
      actionForm(page, { action: `/peers/${peer.id}/${act}`, button: buttonFor(page, { act, peer, name }) }),
    ),
  );
}

function buttonFor(page: PageContext, of: { readonly act: Act; readonly peer: Peer; readonly name: string }): Button {
  const { text } = page;
  const { act, peer, name } = of;
  switch (act) {
    case "accept":
      return yes(page, peer.state, name);
    case "limit":
      return { label: text("peers-limit"), kind: "quiet", says: text("peers-limit-says", { name }) };
    case "end":
      return endOf(page, peer.state, name);
    case "block":
      return { label: text("peers-block"), kind: "danger", says: text("peers-block-says", { name }) };
  }
}

function yes({ text }: PageContext, state: Peer["state"], name: string): Button {
  if (state === "received") return { label: text("peers-accept"), says: text("peers-accept-says", { name }) };
  if (state === "limited")
    return { label: text("peers-unlimit"), kind: "quiet", says: text("peers-unlimit-says", { name }) };
  if (state === "blocked")
    return { label: text("peers-unblock"), kind: "quiet", says: text("peers-unblock-says", { name }) };
  return { label: text("peers-again"), kind: "quiet", says: text("peers-again-says", { name }) };
}

function endOf({ text }: PageContext, state: Peer["state"], name: string): Button {
  if (state === "received")
    return { label: text("peers-decline"), kind: "quiet", says: text("peers-decline-says", { name }) };
  if (state === "requested")
    return { label: text("peers-take-back"), kind: "danger", says: text("peers-take-back-says", { name }) };
  return { label: text("peers-end"), kind: "danger", says: text("peers-end-says", { name }) };
}
