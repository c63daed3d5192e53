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
  /** Plain text, a sentence a line; or HTML, and in which language it is. */
  readonly lines: readonly string[];
  readonly html?: { readonly text: string; readonly language: string };
  readonly publishedAtMs?: number;
  /** Hashtags, without `#`. */
  readonly categories?: readonly string[];
  readonly enclosures?: readonly AtomEnclosure[];
  /** The same in other languages. */
  readonly translations?: readonly { readonly language: string; readonly href: string }[];
}

export interface AtomEnclosure {
  readonly href: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** What it shows. */
  readonly title: string;
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

const entry = (one: AtomEntry): Html => html`<entry>
<id>${clean(one.id)}</id>
<title>${clean(one.title)}</title>
<updated>${instant(one.updatedAtMs)}</updated>
${one.publishedAtMs !== undefined && html`<published>${instant(one.publishedAtMs)}</published>\n`}<author><name>${clean(one.author)}</name></author>
<link rel="alternate" type="text/html" href="${clean(one.page)}"/>
${one.translations?.map(({ language, href }) => html`<link rel="alternate" type="text/html" hreflang="${language}" href="${clean(href)}"/>\n`)}${one.categories?.map((term) => html`<category term="${clean(term)}"/>\n`)}${one.enclosures?.map(enclosure)}${content(one)}
</entry>
`;

const enclosure = ({ href, mediaType, sizeBytes, title }: AtomEnclosure): Html =>
  html`<link rel="enclosure" type="${mediaType}" length="${sizeBytes}" href="${clean(href)}" title="${clean(title)}"/>\n`;

const content = ({ html: rich, lines }: AtomEntry): Html =>
  rich === undefined
    ? html`<content type="text">${clean(lines.join("\n"))}</content>`
    : html`<content type="html" xml:lang="${rich.language}">${clean(rich.text)}</content>`;

const instant = (atMs: number): string => new Date(atMs).toISOString();

/** Without the characters that no XML 1.0 document may have, not even escaped. */
const clean = (text: string): string => text.toWellFormed().replaceAll(/(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu, "");
