/**
 * What is said in a dispute. `refusal`: the other side does not sign, and why. `note`: a word in the conversation. `differ`: a proposal
 * to let it stand as it is until a date; when both have said so, the dispute rests. `withdrawn`: its maker takes the entry back, and
 * it counts for nothing any more.
 */
export type DisputeWordKind = "refusal" | "note" | "differ" | "withdrawn";
