import sanitizeHtml from "sanitize-html";

/** What may stand in HTML that we show or send: paragraphs, lists, links and emphasis; no styles, scripts, frames or pictures. */
const allowed: sanitizeHtml.IOptions = {
  allowedTags: ["p", "br", "a", "em", "strong", "del", "ul", "ol", "li", "blockquote", "code", "pre", "span"],
  allowedAttributes: { a: ["href", "rel"], span: ["lang", "dir"], p: ["lang", "dir"] },
  allowedSchemes: ["http", "https", "mailto"],
  allowProtocolRelative: false,
  transformTags: { a: sanitizeHtml.simpleTransform("a", { rel: "nofollow noopener noreferrer" }) },
};

/** HTML of anyone, made harmless by a kept library. */
const safeHtml = (html: string): string => sanitizeHtml(html, allowed);

/** The words of HTML, without any mark-up: paragraphs become blank lines. Safe to show where text is escaped, and nowhere else. */
export function plainText(html: string): string {
  const spaced = html.replace(/<br\s*\/?>/gi, "\n").replace(/<\/(p|div|li|h[1-6]|blockquote)\s*>/gi, "\n\n");
  const text = sanitizeHtml(spaced, { allowedTags: [], allowedAttributes: {} });
  return text
    .replace(/&(amp|lt|gt|quot);/g, (_, name: string) => entities[name] ?? "")
    .replace(/[^\S\n]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' };

/** Plain text as HTML: blank lines part paragraphs, addresses become links. What goes out passes the same filter as what comes in. */
export function htmlOfText(text: string): string {
  const paragraphs = text
    .replace(/\r\n?/g, "\n")
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  return safeHtml(paragraphs.map((part) => `<p>${linked(part).replace(/\n/g, "<br>")}</p>`).join(""));
}

/** An address ends before white space, quotes and brackets, and without the punctuation of the sentence around it. */
const address = /\bhttps?:\/\/[^\s<>"'()[\]{}]*[^\s<>"'()[\]{}.,;:!?…]/gi;

function linked(text: string): string {
  let html = "";
  let end = 0;
  for (const found of text.matchAll(address)) {
    html += `${escaped(text.slice(end, found.index))}<a href="${escaped(found[0])}">${escaped(found[0])}</a>`;
    end = found.index + found[0].length;
  }
  return html + escaped(text.slice(end));
}

const escaped = (text: string): string =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
