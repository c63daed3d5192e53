import type { SimNode } from "./node.ts";

interface Row {
  readonly id: string;
  readonly statement: string;
  readonly state: string;
  readonly hash: string;
  readonly count: number;
  readonly until_day: string;
  readonly totals: string;
  readonly document: string;
}

/**
 * Statements that both honest coops of a pair have signed are one chain, whoever lost what meanwhile: never two after the same one. Each side
 * counts in them what they say, each entry once, and nobody signs one alone that the other calls refused.
 */
export function checkStatements(one: SimNode, other: SimNode): readonly string[] {
  const name = `${one.name} and ${other.name}`;
  const [here, there] = [agreedOf(one, other), agreedOf(other, one)];
  const wrong = [...checkCounted(one, here), ...checkCounted(other, there)];
  const union = new Map<string, Row>();
  for (const row of [...here, ...there]) {
    const known = union.get(row.statement);
    if (known !== undefined && known.hash !== row.hash) wrong.push(`${name} hold ${row.statement} with other content`);
    union.set(row.statement, row);
  }
  const previous = [...union.values()].map(previousOf);
  if (new Set(previous).size !== previous.length) wrong.push(`${name} have signed two statements after the same one`);
  for (const row of here.filter(({ statement }) => !there.some((each) => each.statement === statement)))
    if (there.some(({ until_day }) => until_day > row.until_day)) wrong.push(`${other.name} lacks ${row.statement}`);
  return wrong;
}

const agreedOf = (node: SimNode, other: SimNode): readonly Row[] =>
  node.memory.connection
    .prepare<unknown[], Row>("SELECT * FROM statements WHERE peer_id = ? AND state = 'agreed' ORDER BY until_day")
    .all(node.peers[other.index] ?? "");

const previousOf = ({ document }: Row): string => (JSON.parse(document) as { previous?: string }).previous ?? "";

/** What is marked as counted is as many as were signed. */
const checkCounted = (node: SimNode, rows: readonly Row[]): readonly string[] =>
  rows.flatMap(({ id, statement, count }) => {
    const counted = node.memory.connection
      .prepare<unknown[], { count: number }>(
        "SELECT count(*) AS count FROM entries WHERE statement_id = ? AND state = 'agreed'",
      )
      .get(id);
    return counted?.count === count
      ? []
      : [`${node.name} counts ${counted?.count} in ${statement} instead of ${count}`];
  });
