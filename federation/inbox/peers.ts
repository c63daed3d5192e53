import { hearPeer, ourNode, type TheirWord } from "#src/app/peers.ts";
import { sameOrigin } from "#src/domain/iri.ts";
import type { NodeCard } from "#src/app/partners.ts";
import { findPeerByNode } from "#src/store/peers.ts";
import { readAboutFollow, readPeerBlock, readPeerFollow } from "#federation/wire/peer.ts";
import type { Handled, Handler, Received } from "./received.ts";

/** Another node's yes. One that we do not know yet is looked up first, so that the steward sees who it is. */
export const onPeerFollow: Handler = async (received) => {
  const read = readPeerFollow(received.activity);
  if (!read.ok) return { dropped: read.reason };
  const { follow, object } = read.value;
  if (object !== ourNode(received.app)) return { dropped: "it does not follow our node" };
  if (!sameOrigin(follow, received.actor)) return { dropped: "the Follow has an id of another server" };
  const card = await cardOfStranger(received);
  if ("dropped" in card) return card;
  return hear(received, { event: "their-follow", follow, node: received.actor }, card.card);
};

async function cardOfStranger({
  app,
  partners,
  actor,
}: Received): Promise<{ readonly card: NodeCard | undefined } | { readonly dropped: string }> {
  if ((await findPeerByNode(app.database, actor)) !== undefined) return { card: undefined };
  const looked = await partners.lookUp(new URL(actor).origin);
  if ("found" in looked)
    return looked.found.node === actor ? { card: looked.found } : { dropped: "it is not the node actor of its server" };
  // It asks again later, when its server answers.
  if (looked.failed === "unreachable")
    throw new Error(`The node that asks to be our peer could not be looked up: ${looked.detail}`);
  return { dropped: looked.detail };
}

export const onPeerAccept: Handler = (received) => hearAbout(received, "their-accept");
export const onPeerReject: Handler = (received) => hearAbout(received, "their-reject");
export const onPeerUndo: Handler = (received) => hearAbout(received, "their-undo");

/** A Block takes back all that the other node ever said yes to, and refuses us. */
export const onPeerBlock: Handler = async (received) => {
  const read = readPeerBlock(received.activity);
  if (!read.ok) return { dropped: read.reason };
  if (read.value.object !== ourNode(received.app)) return { dropped: "it does not block our node" };
  const peer = await findPeerByNode(received.app.database, received.actor);
  if (peer === undefined) return { dropped: "a node that we do not know blocks us" };
  const { ourFollow, theirFollows } = peer.standing;
  for (const follow of theirFollows) await hear(received, { event: "their-undo", follow, node: received.actor });
  return ourFollow === null
    ? "done"
    : hear(received, { event: "their-reject", follow: ourFollow, node: received.actor });
};

/** Only the node's own actor, as we know it, speaks for its Follows and answers ours. */
async function hearAbout(received: Received, event: "their-accept" | "their-reject" | "their-undo"): Promise<Handled> {
  const read = readAboutFollow(received.activity);
  if (!read.ok) return { dropped: read.reason };
  const { follow } = read.value;
  const owner = event === "their-undo" ? received.actor : received.app.origin;
  if (!sameOrigin(follow, owner)) return { dropped: "it is about a Follow of another server" };
  return hear(received, { event, follow, node: received.actor });
}

async function hear({ app }: Received, word: TheirWord, card?: NodeCard): Promise<Handled> {
  const { outcome } = await hearPeer(app, word, card);
  return outcome === "heard" ? "done" : { dropped: "it comes from a node that we do not know" };
}
