import { minorDigitsOf } from "#src/domain/currency.ts";
import { kindOf, type EntryState } from "#src/domain/entry.ts";
import type { Peer } from "#src/store/peers.ts";
import type { Exported } from "./ledger-part.ts";

/**
 * The books as a journal of hledger: one transaction an entry, dated by the UTC day in the entry's id, with two postings that come to
 * nothing together.
 *
 *     assets:partners:HOST:STATE            what the partner owes us (below zero: what we owe it)
 *     equity:commons:contributions:HOST:STATE   what went to the commons; `equity:commons:use:…` what was also drawn from it
 *     income:given:KIND, expenses:received:KIND  the other side of what both have signed
 *     equity:in-transit:…, equity:disputed:…     the other side of what only one has signed, so that it is no income yet
 */
export const journalHeader = ({ us, exportedAt }: { readonly us: string; readonly exportedAt: string }): string =>
  [
    `; The commons ledger of ${inLine(us)}, exported by fedicoop at ${exportedAt}.`,
    "; *: signed by both. !: on its way, signed by its maker only. No mark: disputed.",
    "",
    "",
  ].join("\n");

const states: readonly EntryState[] = ["agreed", "in-transit", "disputed"];
const kinds = ["capacity", "work", "money", "surplus"] as const;

/** Every account that may follow, so that `hledger check --strict` finds what nobody meant. */
export function accountDirectives(peers: readonly Peer[]): string {
  const ours = ["income:given", "expenses:received"].flatMap((name) => kinds.map((kind) => `${name}:${kind}`));
  const pending = ["in-transit", "disputed"].flatMap((state) =>
    ["given", "received"].flatMap((direction) => kinds.map((kind) => `equity:${state}:${direction}:${kind}`)),
  );
  const theirs = peers.flatMap((peer) =>
    ["assets:partners", "equity:commons:contributions", "equity:commons:use"].flatMap((name) =>
      states.map((state) => `${name}:${hostOf(peer)}:${state}`),
    ),
  );
  return `${[...ours, ...pending, ...theirs].map((account) => `account ${account}\n`).join("")}\n`;
}

/** How each unit is written: the decimal mark says that its digits are never groups of thousands. */
export function commodityDirectives(units: readonly string[]): string {
  return `${units.map((unit) => `commodity 1000.${"0".repeat(digitsOf(unit))} ${commodity(unit)}\n`).join("")}\n`;
}

const marks: Readonly<Record<EntryState, string>> = { agreed: " *", "in-transit": " !", disputed: "" };

/** An entry as a transaction, with an empty line behind it. */
export function journalTransaction({ row, peer, us }: Exported): string {
  const kind = kindOf(row);
  const isGiven = row.provider === us;
  const host = hostOf(peer);
  const amount = amountOf(row.quantity, row.unit);
  const [debit, credit] = isGiven
    ? [owedAccount(row, host), otherAccount(row.state, "given", kind)]
    : [otherAccount(row.state, "received", kind), owedAccount(row, host)];
  const tags: readonly (readonly [string, string | null])[] = [
    ["entry", row.entry],
    ["hash", row.hash],
    ["from", new Date(row.startsAtMs).toISOString()],
    ["until", new Date(row.endsAtMs).toISOString()],
    ["agreement", row.agreement],
    ["corrects", row.corrects],
    ["gift", row.gift ? "yes" : null],
  ];
  return [
    `${row.day}${marks[row.state]} ${isGiven ? "given to" : "received from"} ${host}: ${kind}`,
    ...tags.flatMap(([name, value]) => (value === null ? [] : [`    ; ${name}:${tagValue(value)}`])),
    `    ${debit}  ${amount} ${commodity(row.unit)}`,
    `    ${credit}  -${amount} ${commodity(row.unit)}`,
    "",
    "",
  ].join("\n");
}

function owedAccount({ state, commons }: Exported["row"], host: string): string {
  if (commons === null) return `assets:partners:${host}:${state}`;
  return `equity:commons:${commons === "use" ? "use" : "contributions"}:${host}:${state}`;
}

function otherAccount(state: EntryState, direction: "given" | "received", kind: string): string {
  if (state !== "agreed") return `equity:${state}:${direction}:${kind}`;
  return direction === "given" ? `income:given:${kind}` : `expenses:received:${kind}`;
}

/** A partner's host, in ASCII. The colon before a port would begin an account beneath it. */
const hostOf = ({ origin }: Peer): string => origin.replace(/^[a-z]+:\/\//, "").replaceAll(/[^a-z0-9.[\]-]/gi, "_");

const commodity = (unit: string): string => `"${unit}"`;

const digitsOf = (unit: string): number => (/^[A-Z]{3}$/.test(unit) ? minorDigitsOf(unit) : 0);

/** Money in its main unit, exactly: the digits are moved, never divided. */
function amountOf(quantity: number, unit: string): string {
  const digits = digitsOf(unit);
  if (digits === 0) return String(quantity);
  const figures = String(quantity).padStart(digits + 1, "0");
  return `${figures.slice(0, -digits)}.${figures.slice(-digits)}`;
}

/** A tag's value ends at a comma or at the end of its line. */
const tagValue = (value: string): string => inLine(value).replaceAll(",", "%2C");

const inLine = (value: string): string => value.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " ");
