/** A mistake that somebody might make, planted for a test: `from` stands exactly once in `file`. */
export interface Mutation {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** A seed that caught it once, which is tried first. */
  readonly seed?: number;
  /** Only somebody who lies can make use of it. */
  readonly byLiar?: true;
}

/** Each of them must be caught by some seed of the simulation, or the simulation looks at too little. */
export const mutations: readonly Mutation[] = [
  {
    name: "signs before the partner has confirmed the log",
    seed: 71,
    file: "src/app/signing.ts",
    from: "if (!work.confirmations.has(peer.id)) return false;",
    to: "",
  },
  {
    name: "goes on before what was lost has come back",
    seed: 7,
    file: "src/app/log-part.ts",
    from: "return fallBehind(work, peer, { holds, size: held.size });",
    to: "return confirm(work, peer, { ours });",
  },
  {
    name: "countersigns whatever it is asked to",
    seed: 14,
    file: "src/domain/ledger.ts",
    from: 'return sum > 0n && sum <= most ? undefined : "quantity";',
    to: "return undefined;",
  },
  {
    name: "countersigns twice",
    seed: 5,
    file: "src/app/signatures.ts",
    from: "await deleteSigning(work.session, signing.id);",
    to: "await signs[signing.kind](work, peer, signing); await deleteSigning(work.session, signing.id);",
  },
  {
    name: "forgets what was decided and waits to be signed",
    file: "src/app/signatures.ts",
    from: "await signs[signing.kind](work, peer, signing);",
    to: "",
  },
  {
    name: "does not look whether it has an entry",
    file: "src/app/entry-intake.ts",
    from: "const held = await findEntryByIri(work.session, entry.entry);",
    to: "const held = undefined as EntryRow | undefined;",
  },
  {
    name: "takes other content under a known id for the same",
    byLiar: true,
    file: "src/domain/entry.ts",
    from: 'return held.hash === hash ? { outcome: "same" } : { outcome: "conflict", state: contested(held.state) };',
    to: 'return { outcome: "same" };',
  },
  {
    name: "lets a refusal undo what both have signed",
    seed: 29,
    file: "src/domain/dispute.ts",
    from: 'state === "in-transit" && (kind === "refusal"',
    to: '(kind === "refusal"',
  },
  {
    name: "trusts the sender's digest",
    seed: 7,
    file: "src/app/reconcile.ts",
    from: "const equal = books.digest === request.digest && books.count === request.count;",
    to: "const equal = true;",
  },
  {
    name: "believes proofs without checking them",
    seed: 15,
    byLiar: true,
    file: "federation/proof.ts",
    from: "return isTrue ? known.controller : undefined;",
    to: "return isTrue || signature === undefined || signature.length > 0 ? known.controller : undefined;",
  },
  {
    name: "takes an entry that its maker has not signed",
    seed: 15,
    byLiar: true,
    file: "src/app/entry-intake.ts",
    from: "if (!opened.signers.includes(read.entry.maker))",
    to: "if (opened.proofCount > 99)",
  },
  {
    name: "keeps sums that grow with every change",
    file: "src/app/books.ts",
    from: "if (isBooked(before)) add(before, -1);",
    to: "",
  },
  {
    name: "keeps the digest of a day that has changed",
    file: "src/store/entries.ts",
    from: "set: { digest: null, count: ",
    to: "set: { count: ",
  },
  {
    name: "takes leaves that do not lead to what was signed",
    seed: 201,
    byLiar: true,
    file: "src/app/witness.ts",
    from: "if (isBeginning({ log, fresh, target, proof: leaves?.proof })) return",
    to: "return",
  },
  {
    name: "does not compare what a partner signed before",
    seed: 6,
    byLiar: true,
    file: "src/app/witness.ts",
    from: "if (firstRoot === signed.root) return;",
    to: "return;",
  },
];
