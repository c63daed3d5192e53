import { exportLedger, type ExportFormat } from "#src/app/ledger-export.ts";
import type { Context } from "#src/app/context.ts";
import type { NumberedLine } from "#src/app/ledger-file.ts";
import type { ExportPart } from "#src/app/ledger-part.ts";

/** An export as one text. */
export async function textOf(app: Context, format: ExportFormat = "jsonl", part: ExportPart = {}): Promise<string> {
  let text = "";
  for await (const piece of exportLedger(app, format, part)) text += piece;
  return text;
}

/** The lines of a text as a file is read. */
export async function* linesOf(text: string): AsyncGenerator<NumberedLine> {
  for (const [index, line] of text.split("\n").entries()) {
    if (line !== "") yield await Promise.resolve({ text: line, number: index + 1 });
  }
}
