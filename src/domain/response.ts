/** What decides whether a reply of somebody else is seen by everyone at once. */
export interface ReplyCircumstances {
  /** `waits`: its author is limited, or a stranger while nobody is here. */
  readonly welcome: "open" | "waits";
  /** The coop's setting. */
  readonly mode: "shown" | "waiting";
  readonly isPublic: boolean;
  /** It stands beneath an object of ours, and is not only a word to us. */
  readonly isInThread: boolean;
  /** Of the reply that it answers; absent when it answers ours. */
  readonly parent?: "shown" | "waiting" | "hidden";
  /** As it was before this version came. */
  readonly before?: { readonly state: "shown" | "waiting" | "hidden"; readonly isChanged: boolean };
}

/**
 * What a steward hid stays hidden, and what they showed is shown as long as it says the same. What is not public is never shown, nor
 * anything beneath what is not shown itself.
 */
export function decideReplyState(circumstances: ReplyCircumstances): "shown" | "waiting" | "hidden" {
  const { isPublic, isInThread, before } = circumstances;
  if (before?.state === "hidden") return "hidden";
  if (!isPublic || !isInThread) return "waiting";
  if (before !== undefined && (!before.isChanged || before.state === "waiting")) return before.state;
  return decideFirst(circumstances);
}

function decideFirst({ welcome, mode, parent = "shown" }: ReplyCircumstances): "shown" | "waiting" {
  return welcome === "open" && mode === "shown" && parent === "shown" ? "shown" : "waiting";
}
