import { receiveProposal, receiveWithdrawnProposal, type Told } from "#src/app/partner-proposals.ts";
import { readProposalActivity, readProposalDelete } from "#federation/wire/proposal.ts";
import type { Handled, Handler } from "./received.ts";

/** `Create` and `Update` of a coop's own proposal. */
export const onProposal: Handler = async ({ app, activity, actor }) => {
  const read = readProposalActivity(activity);
  return read.ok ? handled(await receiveProposal(app, actor, read.value)) : { dropped: read.reason };
};

/** `Delete` of a proposal by its coop. */
export const onProposalDelete: Handler = async ({ app, activity, actor }) => {
  const read = readProposalDelete(activity);
  return read.ok
    ? handled(await receiveWithdrawnProposal(app, { coop: actor, ...read.value }))
    : { dropped: read.reason };
};

/** What a use case says became of a message, as the inbox says it. */
export function handled(told: Told): Handled {
  return told.outcome === "done" ? "done" : { dropped: told.because };
}
