import { receiveStatement, receiveStatementRefusal } from "#src/app/statement-messages.ts";
import { readStatementAccept, readStatementOffer, readStatementReject } from "#federation/wire/statement.ts";
import { logOf } from "./ledger.ts";
import type { Handler } from "./received.ts";

/** A partner proposes to close a period. */
export const onStatement: Handler = async ({ app, activity, actor }) => {
  const read = readStatementOffer(activity);
  return read.ok ? receiveStatement(app, { from: actor, ...read.value, ...logOf(activity) }) : { dropped: read.reason };
};

/** A partner has signed our statement, or sends one again that both have signed. */
export const onStatementAccept: Handler = async ({ app, activity, actor }) => {
  const read = readStatementAccept(activity);
  return read.ok ? receiveStatement(app, { from: actor, ...read.value, ...logOf(activity) }) : { dropped: read.reason };
};

/** A partner cannot confirm our statement. */
export const onStatementReject: Handler = async ({ app, activity, actor }) => {
  const read = readStatementReject(activity);
  return read.ok
    ? receiveStatementRefusal(app, { from: actor, ...read.value, ...logOf(activity) })
    : { dropped: read.reason };
};
