import { receiveEpochAccept, receiveEpochOffer } from "#src/app/epochs.ts";
import { receiveKeyDocument } from "#src/app/key-messages.ts";
import { readEpochAccept, readEpochOffer } from "#federation/wire/epoch.ts";
import { readLedgerKey } from "#federation/wire/ledger-key.ts";
import { logOf } from "./ledger.ts";
import type { Handler } from "./received.ts";

/** A partner ends a ledger key and names the one that follows. */
export const onLedgerKey: Handler = async ({ app, activity, actor }) => {
  const read = readLedgerKey(activity);
  return read.ok
    ? receiveKeyDocument(app, { from: actor, ...read.value, ...logOf(activity) })
    : { dropped: read.reason };
};

/** A partner cannot go on with its log for us and proposes a new one. */
export const onEpochOffer: Handler = async ({ app, activity, actor }) => {
  const read = readEpochOffer(activity);
  return read.ok
    ? receiveEpochOffer(app, { from: actor, ...read.value, ...logOf(activity) })
    : { dropped: read.reason };
};

/** A partner has agreed to a new log of ours. */
export const onEpochAccept: Handler = async ({ app, activity, actor }) => {
  const read = readEpochAccept(activity);
  return read.ok
    ? receiveEpochAccept(app, { from: actor, ...read.value, ...logOf(activity) })
    : { dropped: read.reason };
};
