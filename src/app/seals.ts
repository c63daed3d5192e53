/**
 * What the ledger asks of cryptography, implemented by `federation/proof.ts` (FEP-8b32, `eddsa-jcs-2022`). Texts are JSON documents;
 * they are kept to the letter, because what was signed must never be written anew.
 */
export interface Seals {
  /** Adds our proof to a document's proof set and answers the complete text. Other proofs in it stay as they are. */
  seal(document: string, key: LedgerKey): Promise<string>;
  /**
   * Reads a document without trusting it: its content without `proof`, its hash, and who signed it. A proof counts only when it verifies
   * with the key that its verification method names among `keys`.
   */
  open(document: string, keys: readonly VerificationKey[]): Promise<OpenedDocument | { readonly refused: string }>;
  /** A signed note (C2SP `signed-note`): the text, which ends with a line break, an empty line, and our signature. */
  signNote(text: string, key: LedgerKey): string;
  /** Reads a note without trusting it: its text and whose signatures verify with one of `keys`; undefined when it is none. */
  openNote(note: string, keys: readonly VerificationKey[]): OpenedNote | undefined;
  /** SHA-256(JCS(document without `proof`)), hexadecimal. */
  hash(document: object): string;
  /** An Ed25519 public key in Multikey form (base58btc), as `publicKeyMultibase` publishes it. */
  multikey(publicJwk: JsonWebKey): string;
  /** The same key as a JSON Web Key; undefined when it is no Ed25519 key in Multikey form. */
  publicJwk(multikey: string): JsonWebKey | undefined;
  /** The fragment of the permanent id of a key in Multikey form, `ed25519-FINGERPRINT`; undefined when it is no such key. */
  keyFragment(multikey: string): string | undefined;
}

export interface LedgerKey {
  /** `COOP#ed25519-FINGERPRINT` */
  readonly verificationMethod: string;
  readonly privateJwk: JsonWebKey;
  /** The time to write into the proof, epoch milliseconds. */
  readonly createdAtMs: number;
}

export interface VerificationKey {
  readonly verificationMethod: string;
  /** The coop whose key it is. */
  readonly controller: string;
  readonly publicKeyMultibase: string;
  /** When it ended: proofs that say they were made later do not count. */
  readonly revokedAtMs?: number;
  /** Since when somebody else may have had it. Who lists keys decides what that means. */
  readonly compromisedAtMs?: number;
}

export interface OpenedNote {
  readonly text: string;
  /** Coops whose signatures verify, each once. */
  readonly signers: readonly string[];
}

export interface OpenedDocument {
  readonly content: Readonly<Record<string, unknown>>;
  /** SHA-256(JCS(content)), hexadecimal. */
  readonly hash: string;
  /** Coops whose proofs verify, each once. */
  readonly signers: readonly string[];
  /** The proofs that verify, one for each of `signers`, in the same order. */
  readonly proofs: readonly object[];
  /** The verification methods that its proofs name, whether or not we know such keys. */
  readonly methods: readonly string[];
  /** How many proofs it carries in all, verified or not. */
  readonly proofCount: number;
}
