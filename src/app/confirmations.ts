/**
 * With which partners this process has compared the logs since it started. A node that was restored from an old backup would else sign
 * other statements in the places of those that its partner holds (`4-ledger.md`, A log for each partner).
 */
export interface Confirmations {
  /** Whether the partner has confirmed, since the start, a size of our log that is no larger than ours. */
  has(peerId: string): boolean;
  add(peerId: string): void;
  delete(peerId: string): void;
}

/** Nobody has confirmed anything yet. */
export const openConfirmations = (): Confirmations => new Set<string>();

/** As if everyone had: for what is made in one go and was never started before, such as a test. */
export const everyoneConfirmed = (): Confirmations => {
  const doubted = new Set<string>();
  return {
    has: (peerId) => !doubted.has(peerId),
    add: (peerId) => void doubted.delete(peerId),
    delete: (peerId) => void doubted.add(peerId),
  };
};
