/** What a spreadsheet would take for a formula, wherever blanks or what is not seen stand before it, also in the wide forms of East Asia. */
const formula = /^[\s\p{Cc}\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r]/u;

/** One record of CSV (RFC 4180: CRLF). */
export const csvRecord = (fields: readonly (string | number | boolean)[]): string =>
  `${fields.map(csvField).join(",")}\r\n`;

/**
 * One field (RFC 4180, 2). Texts that others wrote may begin like a formula, which spreadsheets would run: they get an apostrophe
 * in front, which spreadsheets take for "this is text".
 */
function csvField(value: string | number | boolean): string {
  if (typeof value !== "string") return String(value);
  const text = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A text as it was before {@link csvField} guarded it. */
export const withoutGuard = (text: string): string =>
  text.startsWith("'") && formula.test(text.slice(1)) ? text.slice(1) : text;
