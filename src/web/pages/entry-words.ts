import { pickText } from "#src/domain/language.ts";
import type { WaitReason } from "#src/domain/ledger.ts";
import type { DisputeReason } from "#src/domain/ledger-message.ts";
import type { EntryRow } from "#src/store/entries.ts";
import type { Html } from "#src/web/components/context.ts";
import { formatQuantity } from "#src/web/components/quantity.ts";
import { status } from "#src/web/components/status.ts";
import type { Text } from "#src/web/text.ts";
import type { Names } from "./agreement-parts.ts";

/** Where an entry stands, in a word; `waits` is set when our own steward is asked. */
export function entryStatus(
  text: Text,
  { state, waits, withdrawnAtMs }: Pick<EntryRow, "state" | "waits" | "withdrawnAtMs">,
): Html {
  switch (state) {
    case "agreed":
      return status("good", text("ledger-state-agreed"));
    case "in-transit":
      return status("waiting", waits === null ? text("ledger-state-in-transit") : text("ledger-state-waits"));
    case "disputed":
      return withdrawnAtMs === null
        ? status("trouble", text("ledger-state-disputed"))
        : status("quiet", text("ledger-state-withdrawn"));
  }
}

/** Who says that who gave what, in a sentence. `us` is the IRI of our coop, `name` what the other one is called. */
export function entrySays(
  text: Text,
  entry: EntryRow,
  { us, name }: { readonly us: string; readonly name: string },
): string {
  const says = { name, amount: formatQuantity(text, entry) };
  if (entry.maker === us)
    return entry.provider === us ? text("ledger-says-we-gave", says) : text("ledger-says-we-received", says);
  return entry.provider === us ? text("ledger-says-they-received", says) : text("ledger-says-they-gave", says);
}

/** Why an entry was not countersigned by itself. */
export function waitSays(text: Text, reason: WaitReason): string {
  switch (reason) {
    case "coop-choice":
      return text("ledger-waits-coop-choice");
    case "own-entry":
      return text("ledger-waits-own-entry");
    case "no-agreement":
      return text("ledger-waits-no-agreement");
    case "unknown-agreement":
      return text("ledger-waits-unknown-agreement");
    case "other-parties":
      return text("ledger-waits-other-parties");
    case "unit":
      return text("ledger-waits-unit");
    case "period":
      return text("ledger-waits-period");
    case "not-accepted":
      return text("ledger-waits-not-accepted");
    case "withdrawn":
      return text("ledger-waits-withdrawn");
    case "commons":
      return text("ledger-waits-commons");
    case "corrects":
      return text("ledger-waits-corrects");
    case "disputed":
      return text("ledger-waits-disputed");
    case "quantity":
      return text("ledger-waits-quantity");
  }
}

export const disputeReasons: readonly DisputeReason[] = [
  "quantity",
  "unknown-agreement",
  "duplicate",
  "reference",
  "other",
];

export function reasonName(text: Text, reason: DisputeReason): string {
  switch (reason) {
    case "reference":
      return text("ledger-reason-reference");
    case "quantity":
      return text("ledger-reason-quantity");
    case "duplicate":
      return text("ledger-reason-duplicate");
    case "unknown-agreement":
      return text("ledger-reason-unknown-agreement");
    case "other":
      return text("ledger-reason-other");
  }
}

export const partnerName = (text: Text, names: Names, peerId: string): string =>
  pickText(names.get(peerId) ?? { und: "?" }, text.locale);
