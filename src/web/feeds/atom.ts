import { html } from "hono/html";
import type { Html } from "#src/web/components/context.ts";

export interface AtomFeed {
  /** The feed's own address. */
  readonly address: string;
  /** The page for people. */
  readonly page: string;
  readonly title: string;
  readonly author: string;
  readonly language: string;
  readonly updatedAtMs: number;
  readonly entries: readonly AtomEntry[];
}

export interface AtomEntry {
  /** An IRI that stays the same. */
  readonly id: string;
  readonly title: string;
  readonly page: string;
  readonly updatedAtMs: number;
  readonly author: string;
  /** Plain text, a sentence a line. */
  readonly lines: readonly string[];
}

/** RFC 4287. Everything in it is escaped; what XML cannot hold at all is left out. */
export async function writeAtom(feed: AtomFeed): Promise<string> {
  const document = await html`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${feed.language}">
<id>${clean(feed.address)}</id>
<title>${clean(feed.title)}</title>
<updated>${instant(feed.updatedAtMs)}</updated>
<author><name>${clean(feed.author)}</name></author>
<link rel="self" type="application/atom+xml" href="${clean(feed.address)}"/>
<link rel="alternate" type="text/html" href="${clean(feed.page)}"/>
<generator>fedicoop</generator>
${feed.entries.map(entry)}</feed>
`;
  return `<?xml version="1.0" encoding="utf-8"?>\n${String(document)}`;
}

const entry = ({ id, title, page, updatedAtMs, author, lines }: AtomEntry): Html => html`<entry>
<id>${clean(id)}</id>
<title>${clean(title)}</title>
<updated>${instant(updatedAtMs)}</updated>
<author><name>${clean(author)}</name></author>
<link rel="alternate" type="text/html" href="${clean(page)}"/>
<content type="text">${clean(lines.join("\n"))}</content>
</entry>
`;

const instant = (atMs: number): string => new Date(atMs).toISOString();

/** Without the characters that no XML 1.0 document may have, not even escaped. */
const clean = (text: string): string => text.toWellFormed().replaceAll(/(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu, "");
