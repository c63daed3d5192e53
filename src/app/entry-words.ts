import type { EntryWords } from "#src/domain/ledger-message.ts";
import type { EntryRow } from "#src/store/entries.ts";
import { changeEntry } from "./books.ts";
import { withoutAbsent } from "./changes.ts";
import type { Work } from "./context.ts";
import { readEntryDocument, type EntryDocument } from "./entry-document.ts";
import { referenceOf } from "./references.ts";

/** What came beside an entry's document: words, and what opens the references that were signed in their place. */
export interface Beside {
  readonly salt?: string;
  readonly beside?: EntryWords;
}

/** What of it is kept: the salt, and those words that the signed references stand for. What nobody signed is not kept. */
export function openedWords(
  { reference, performer }: Pick<EntryDocument, "reference" | "performer">,
  { salt, beside = {} }: Beside,
): { readonly salt: string | null } & EntryWords {
  if (salt === undefined) return { salt: null };
  const { note, person } = beside;
  return {
    salt,
    ...(note !== undefined && referenceOf(salt, note) === reference ? { note } : {}),
    ...(person !== undefined && referenceOf(salt, person) === performer ? { person } : {}),
  };
}

/** Takes in what comes beside an entry that we hold already; what was to be forgotten stays so. */
export async function keepWords(
  work: Work,
  held: EntryRow,
  { entry, salt, beside }: Beside & { readonly entry: EntryDocument },
): Promise<EntryRow> {
  if (held.forgottenAtMs !== null) return held;
  const opened = openedWords(entry, withoutAbsent({ salt: held.salt ?? salt, beside }));
  const more = {
    ...(held.salt === null && opened.salt !== null ? { salt: opened.salt } : {}),
    ...(held.note === null && opened.note !== undefined ? { note: opened.note } : {}),
    ...(held.person === null && opened.person !== undefined ? { person: opened.person } : {}),
  };
  return Object.keys(more).length === 0 ? held : changeEntry(work, held, { ...more, updatedAtMs: work.nowMs() });
}

/** The words beside an entry, as far as what was signed stands for them. */
export function wordsOf({ document, salt, note, person }: EntryRow): EntryWords {
  if (salt === null || (note === null && person === null)) return {};
  const read = readEntryDocument(JSON.parse(document) as Readonly<Record<string, unknown>>);
  if ("unreadable" in read) return {};
  const beside = { ...(note === null ? {} : { note }), ...(person === null ? {} : { person }) };
  const { salt: _, ...opened } = openedWords(read.entry, { salt, beside });
  return opened;
}

/** The same as a reconciliation hands them over; absent when there are none. */
export function wordsBeside(entry: EntryRow): Pick<Beside, "beside"> {
  const beside = wordsOf(entry);
  return Object.keys(beside).length === 0 ? {} : { beside };
}
