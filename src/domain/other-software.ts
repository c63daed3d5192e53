/**
 * What another server's software is sent of an `Article` or an `Event`: the object, which it shows whole; the `Note` beside it, since it shows
 * the other not at all or not enough; or both, when nobody knows.
 */
export type ShownAs = "whole" | "note" | "both";

/**
 * Read in their code; see ADR 0035 and 0036. Of an Article Mastodon makes title, summary and link, and does not fold a content note; the others
 * drop it. Of an Event Mastodon makes the same, GoToSocial, Misskey and its kin and Pleroma a post without its date; the others drop it.
 */
const shown: ReadonlyMap<string, { readonly article: ShownAs; readonly event: ShownAs }> = new Map(
  Object.entries({
    fedicoop: { article: "whole", event: "whole" },
    gotosocial: { article: "whole", event: "note" },
    friendica: { article: "whole", event: "whole" },
    hubzilla: { article: "whole", event: "whole" },
    streams: { article: "whole", event: "whole" },
    forte: { article: "whole", event: "whole" },
    misskey: { article: "whole", event: "note" },
    sharkey: { article: "whole", event: "note" },
    firefish: { article: "whole", event: "note" },
    iceshrimp: { article: "whole", event: "note" },
    "iceshrimp.net": { article: "whole", event: "note" },
    pleroma: { article: "whole", event: "note" },
    akkoma: { article: "whole", event: "note" },
    ghost: { article: "whole", event: "note" },
    bonfire: { article: "whole", event: "whole" },
    lemmy: { article: "whole", event: "note" },
    piefed: { article: "whole", event: "whole" },
    mbin: { article: "whole", event: "note" },
    nodebb: { article: "whole", event: "note" },
    discourse: { article: "whole", event: "note" },
    wordpress: { article: "whole", event: "whole" },
    writefreely: { article: "whole", event: "note" },
    mobilizon: { article: "whole", event: "whole" },
    mastodon: { article: "note", event: "note" },
    hometown: { article: "note", event: "note" },
    pixelfed: { article: "note", event: "note" },
    bookwyrm: { article: "note", event: "note" },
    owncast: { article: "note", event: "note" },
    peertube: { article: "note", event: "note" },
    gancio: { article: "both", event: "whole" },
    snac: { article: "both", event: "note" },
  }),
);

/** By the name in a server's NodeInfo, if it is known. */
export function shownAs(what: "article" | "event", software: string | null | undefined): ShownAs {
  return shown.get(software?.trim().toLowerCase() ?? "")?.[what] ?? "both";
}
