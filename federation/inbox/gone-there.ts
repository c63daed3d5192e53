import { FetchError as DocumentError } from "@fedify/vocab-runtime";
import { sameOrigin } from "#src/domain/iri.ts";
import { FetchError } from "#federation/fetch.ts";
import type { Received } from "./received.ts";

/** An object's own server says, asked now, that there is nothing any longer, or a Tombstone. */
export async function isGoneThere(
  { forget, load }: Pick<Received["documents"], "forget" | "load">,
  object: string,
): Promise<boolean> {
  forget(object);
  try {
    const { document, documentUrl } = await load(object);
    const type = (document as { readonly type?: unknown } | null)?.type;
    return sameOrigin(documentUrl, object) && [type].flat().includes("Tombstone");
  } catch (error) {
    if (error instanceof DocumentError) return error.response?.status === 404 || error.response?.status === 410;
    if (error instanceof FetchError) return false;
    throw error;
  }
}
