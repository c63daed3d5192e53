/** A posting of a journal, its amount in the smallest units that it is written in. */
export interface Posting {
  readonly account: string;
  readonly commodity: string;
  readonly amount: bigint;
}

export interface Transaction {
  readonly date: string;
  readonly status: "*" | "!" | "";
  readonly description: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly postings: readonly Posting[];
}

/**
 * Reads the part of hledger's journal format that an export may use, and refuses everything else: `account` and `commodity` directives,
 * comments, and transactions whose postings come to nothing in each commodity, all accounts and commodities declared (as
 * `hledger check --strict` wants it).
 */
export function readJournal(text: string): readonly Transaction[] {
  const accounts = new Set<string>();
  const digits = new Map<string, number>();
  const transactions: Transaction[] = [];
  for (const block of text.split(/\n{2,}/).filter((part) => part.trim() !== "")) {
    const lines = block.replace(/\n$/, "").split("\n");
    if (/^\d/.test(block)) {
      transactions.push(readTransaction(lines, { accounts, digits }));
      continue;
    }
    for (const line of lines) {
      const account = /^account ([a-z][^\s;]*)$/i.exec(line)?.[1];
      const [, decimals, commodity] = /^commodity 1000\.(0*) "([A-Za-z-]+)"$/.exec(line) ?? [];
      if (account !== undefined) accounts.add(account);
      else if (commodity !== undefined && decimals !== undefined) digits.set(commodity, decimals.length);
      else if (!line.startsWith("; ")) throw new Error(`No directive: ${line}`);
    }
  }
  return transactions;
}

interface Declared {
  readonly accounts: ReadonlySet<string>;
  readonly digits: ReadonlyMap<string, number>;
}

function readTransaction([head = "", ...rest]: readonly string[], declared: Declared): Transaction {
  const [, date, status, description] = /^(\d{4}-\d\d-\d\d)( [*!])? ([^;|\p{Cc}]+)$/u.exec(head) ?? [];
  if (date === undefined || description === undefined || Number.isNaN(Date.parse(`${date}T00:00:00Z`)))
    throw new Error(`No head of a transaction: ${head}`);
  const comments = rest.filter((line) => line.startsWith("    ; "));
  const postings = rest.slice(comments.length).map((line) => readPosting(line, declared));
  const sums = Map.groupBy(postings, ({ commodity }) => commodity);
  for (const [commodity, of] of sums) {
    if (of.reduce((sum, { amount }) => sum + amount, 0n) !== 0n)
      throw new Error(`${head}: ${commodity} does not balance`);
  }
  if (postings.length < 2) throw new Error(`${head}: too few postings`);
  return {
    date,
    status: (status ?? "").trim() as Transaction["status"],
    description,
    tags: Object.fromEntries(comments.map(readTag)),
    postings,
  };
}

function readTag(line: string): readonly [string, string] {
  const [, name, value] = /^ {4}; ([a-z]+):([^,\p{Cc}]+)$/u.exec(line) ?? [];
  if (name === undefined || value === undefined) throw new Error(`No tag: ${line}`);
  return [name, value];
}

/** Four blanks, an account, two blanks or more, and an amount with its quoted commodity behind it. */
function readPosting(line: string, { accounts, digits }: Declared): Posting {
  const [, account, sign, whole, decimals = "", commodity] =
    /^ {4}(\S+) {2}(-?)(\d+)(?:\.(\d+))? "([^"\p{Cc}]+)"$/u.exec(line) ?? [];
  if (account === undefined || commodity === undefined) throw new Error(`No posting: ${line}`);
  if (!accounts.has(account)) throw new Error(`Not declared: ${account}`);
  if (digits.get(commodity) !== decimals.length) throw new Error(`Not declared like this: ${commodity} in ${line}`);
  return { account, commodity, amount: BigInt(`${sign}${whole}${decimals}`) };
}
