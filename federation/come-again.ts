import { FetchError as DocumentError } from "@fedify/vocab-runtime";
import type { Documents } from "./documents.ts";
import { FetchError } from "./fetch.ts";
import { problemResponse } from "./problem.ts";

/** The same documents, and whether a server from which one was wanted is away. */
export function watchReading(documents: Documents): { readonly documents: Documents; wasAway(): boolean } {
  let wasAway = false;
  const load: Documents["load"] = async (url, options) => {
    try {
      return await documents.load(url, options);
    } catch (error) {
      wasAway ||= isAway(error);
      throw error;
    }
  };
  return { documents: { ...documents, load }, wasAway: () => wasAway };
}

/** Whether another time it may be had. */
export function isAway(error: unknown): boolean {
  if (error instanceof DocumentError) return (error.response?.status ?? 0) >= 500;
  return error instanceof FetchError && (error.problem === "network" || error.problem === "timeout");
}

/**
 * What was sent is about something on a server that does not answer now. Nothing is wrong here, so that this is no 5xx; of the others
 * senders repeat what was answered 429.
 */
export const comeAgain = (): Response =>
  problemResponse(
    {
      type: "about:blank",
      title: "What this is about cannot be read now",
      status: 429,
      detail: "The server that has it does not answer. Send it again later.",
    },
    { "retry-after": "60" },
  );
