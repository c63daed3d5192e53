import { z } from "zod";
import type { ProposalCard, RequestCard } from "#src/domain/resource.ts";
import { readable, unreadable, type Json, type Read } from "./json.ts";
import { iri } from "./market.ts";
import { readProposal } from "./proposal.ts";
import { isRequest, readRequest } from "./request.ts";

const page = z.object({ orderedItems: z.array(z.unknown()).max(1_000).default([]), next: iri.optional() });

/** One page of a coop's proposals. Those that cannot be read are left out. */
export function readProposalPage(document: unknown): Read<{
  readonly cards: readonly ProposalCard[];
  readonly requests: readonly RequestCard[];
  readonly next: string | undefined;
}> {
  const parsed = page.safeParse(document);
  if (!parsed.success) return unreadable(z.prettifyError(parsed.error));
  const cards = parsed.data.orderedItems.flatMap((item) => {
    const read = readProposal(item as Json);
    return read.ok ? [read.value] : [];
  });
  const requests = parsed.data.orderedItems.filter(isRequest).flatMap((item) => {
    const read = readRequest(item as Json);
    return read.ok ? [read.value] : [];
  });
  return readable({ cards, requests, next: parsed.data.next });
}
