import { receiveWord } from "#src/app/disputes.ts";
import { readDisputeWord } from "#federation/wire/dispute.ts";
import { logOf } from "./ledger.ts";
import type { Handler } from "./received.ts";

/** A partner says something in a dispute. */
export const onDisputeWord: Handler = async ({ app, activity, actor }) => {
  const read = readDisputeWord(activity);
  return read.ok ? receiveWord(app, { from: actor, ...read.value, ...logOf(activity) }) : { dropped: read.reason };
};
