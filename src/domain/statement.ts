import type { Account } from "./entry.ts";

/**
 * One line of a statement about a period, of one unit and account, as `first` (the coop whose IRI sorts first) sees it: whole
 * numbers of the unit; `closing` = `opening` + `given` − `received`.
 */
export interface StatementTotal {
  readonly unit: string;
  readonly account: Account;
  readonly opening: number;
  readonly given: number;
  readonly received: number;
  readonly closing: number;
  readonly inTransit: number;
  readonly disputed: number;
}
