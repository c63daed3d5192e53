import { saveRemoteActor } from "#src/store/remote-actors.ts";
import type { Work } from "./context.ts";
import type { RemoteActorCard } from "./partners.ts";

/** Keeps who somebody elsewhere is, as their server just said, so that pages can name them without asking anybody. */
export async function keepRemoteActor(work: Work, card: RemoteActorCard): Promise<void> {
  const { sharedInbox, outbox, followers, movedTo, ...rest } = card;
  await saveRemoteActor(work.session, {
    ...rest,
    host: new URL(card.actor).origin,
    sharedInbox: sharedInbox ?? null,
    outbox: outbox ?? null,
    followers: followers ?? null,
    movedTo: movedTo ?? null,
    fetchedAtMs: work.nowMs(),
    deletedAtMs: null,
  });
}
