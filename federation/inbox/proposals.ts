import { receiveProposal, receiveWithdrawnProposal, type Told } from "#src/app/partner-proposals.ts";
import { receiveRequest, receiveWithdrawnRequest } from "#src/app/partner-requests.ts";
import { readProposalActivity, readProposalDelete } from "#federation/wire/proposal.ts";
import { isRequest, readRequest } from "#federation/wire/request.ts";
import type { Handled, Handler } from "./received.ts";

/** `Create` and `Update` of a coop's own proposal: what it offers, or what it needs. */
export const onProposal: Handler = async ({ app, activity, actor }) => {
  if (isRequest(activity["object"])) {
    const wanted = readRequest(activity["object"]);
    return wanted.ok ? handled(await receiveRequest(app, actor, wanted.value)) : { dropped: wanted.reason };
  }
  const read = readProposalActivity(activity);
  return read.ok ? handled(await receiveProposal(app, actor, read.value)) : { dropped: read.reason };
};

/** `Delete` of a proposal by its coop. */
export const onProposalDelete: Handler = async ({ app, activity, actor }) => {
  const read = readProposalDelete(activity);
  if (!read.ok) return { dropped: read.reason };
  const gone = { coop: actor, ...read.value };
  return handled((await receiveWithdrawnRequest(app, gone)) ?? (await receiveWithdrawnProposal(app, gone)));
};

/** What a use case says became of a message, as the inbox says it. */
export function handled(told: Told): Handled {
  return told.outcome === "done" ? "done" : { dropped: told.because };
}
