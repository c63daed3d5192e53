/** What a check of many entries came to. */
export interface Verification {
  readonly entries: number;
  readonly agreed: number;
  /** `about` is an IRI, a key's id, a log or a day. Not more than {@link mostTroubles} of them; `troubleCount` counts all. */
  readonly troubles: readonly Trouble[];
  readonly troubleCount: number;
  /** Keys that only the file vouches for: whoever reads it should compare their fingerprints with the coops' own word. */
  readonly unknownKeys: readonly UnknownKey[];
}

export interface Trouble {
  readonly about: string;
  readonly trouble: string;
}

export interface UnknownKey {
  readonly coop: string;
  readonly key: string;
}

const mostTroubles = 1_000;

/** Counts what is found; what there is too much of is counted, but not kept. */
export function openTally() {
  const troubles: Trouble[] = [];
  const counts = { entries: 0, agreed: 0, troubleCount: 0 };
  return {
    entry(state: string): void {
      counts.entries += 1;
      if (state === "agreed") counts.agreed += 1;
    },
    note(about: string, trouble: string | undefined): void {
      if (trouble === undefined) return;
      counts.troubleCount += 1;
      if (troubles.length < mostTroubles) troubles.push({ about, trouble });
    },
    result: (unknownKeys: readonly UnknownKey[] = []): Verification => ({ ...counts, troubles, unknownKeys }),
  };
}

export type Tally = ReturnType<typeof openTally>;
