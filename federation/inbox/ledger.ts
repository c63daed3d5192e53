import { receiveForgetting } from "#src/app/entry-forgetting.ts";
import { receiveCountersignature, receiveEntry, receiveRefusal } from "#src/app/entry-messages.ts";
import { readRefusalWord } from "#federation/wire/dispute.ts";
import { readEntryAccept, readEntryCreate, readEntryForget, readEntryReject } from "#federation/wire/ledger.ts";
import type { LogPart } from "#src/domain/ledger-message.ts";
import type { JsonObject } from "#federation/wire/json.ts";
import { readLogPart } from "#federation/wire/log.ts";
import type { Handler } from "./received.ts";

/** A partner says what happened, with its proof. */
export const onEntry: Handler = async ({ app, activity, actor }) => {
  const read = readEntryCreate(activity);
  return read.ok ? receiveEntry(app, { from: actor, ...read.value, ...logOf(activity) }) : { dropped: read.reason };
};

/** A partner has countersigned our entry. */
export const onEntryAccept: Handler = async ({ app, activity, actor }) => {
  const read = readEntryAccept(activity);
  return read.ok
    ? receiveCountersignature(app, { from: actor, ...read.value, ...logOf(activity) })
    : { dropped: read.reason };
};

/** A partner refuses our entry. */
export const onEntryReject: Handler = async ({ app, activity, actor }) => {
  const read = readEntryReject(activity);
  if (!read.ok) return { dropped: read.reason };
  const word = readRefusalWord(activity, read.value.note);
  return receiveRefusal(app, { from: actor, ...read.value, ...word, ...logOf(activity) });
};

/** The other side of an entry asks us to forget the words beside it. */
export const onEntryForget: Handler = async ({ app, activity, actor }) => {
  const read = readEntryForget(activity);
  return read.ok
    ? receiveForgetting(app, { from: actor, ...read.value, ...logOf(activity) })
    : { dropped: read.reason };
};

/** What it says about the logs, where it says anything. */
export function logOf(activity: JsonObject): { readonly log?: LogPart } {
  const log = readLogPart(activity);
  return log === undefined ? {} : { log };
}
