import type { Account, EntryKind } from "#src/domain/entry.ts";
import { seatMinute, workMinute } from "#src/domain/quantity.ts";
import type { Text } from "#src/web/text.ts";
import { currencyName } from "./proposal-form.ts";

/** What is counted, in words. */
export function unitName(text: Text, unit: string): string {
  if (unit === seatMinute) return text("ledger-unit-seats");
  if (unit === workMinute) return text("ledger-unit-work");
  return currencyName(text, unit);
}

/** What happened, in words; of work also whether it was a gift, where that is said. */
export function kindName(text: Text, { kind, gift }: { readonly kind: EntryKind; readonly gift?: boolean }): string {
  switch (kind) {
    case "capacity":
      return text("ledger-kind-capacity");
    case "work":
      if (gift === undefined) return text("ledger-kind-work");
      return gift ? text("ledger-kind-work-gift") : text("ledger-kind-work-paid");
    case "money":
      return text("ledger-kind-money");
    case "surplus":
      return text("ledger-kind-surplus");
  }
}

/** In whose account something counts, in words; nothing for what is between two coops, as most is. */
export function accountName(text: Text, account: Account): string | undefined {
  switch (account) {
    case "pair":
      return undefined;
    case "commons":
      return text("ledger-account-commons");
    case "commons-use":
      return text("ledger-account-commons-use");
  }
}
