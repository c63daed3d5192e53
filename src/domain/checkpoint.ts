/**
 * What a coop signs about its log for a partner, in C2SP's `tlog-checkpoint` form: three lines of text with the log's origin, its size and its root
 * in base64. The signature is around it (a signed note, `app/seals.ts`).
 */
export interface Checkpoint {
  readonly origin: string;
  /** How many leaves. */
  readonly size: number;
  /** The Merkle root over them, 32 bytes in base64. */
  readonly root: string;
}

/** The text that is signed. */
export const writeCheckpoint = ({ origin, size, root }: Checkpoint): string => `${origin}\n${size}\n${root}\n`;

const checkpointText = /^([^\s]{1,600})\n(0|[1-9]\d{0,14})\n([A-Za-z0-9+/]{43}=)\n$/;

/** Reads the text under a note; undefined when it is no checkpoint as we write them (extension lines would promise what we do not check). */
export function readCheckpoint(text: string): Checkpoint | undefined {
  const [, origin, size, root] = checkpointText.exec(text) ?? [];
  return origin === undefined || size === undefined || root === undefined
    ? undefined
    : { origin, size: Number(size), root };
}

/** What names the log of one coop for another: hosts with their ports, and the epoch from 1 on. */
export interface LogName {
  /** The origin, `https://coop.example`, of the coop whose log it is. */
  readonly of: string;
  /** The origin of the partner that witnesses it. */
  readonly for: string;
  readonly epoch: number;
}

/** The first line of a log's checkpoints: `HOST/ledger/HOST_OF_PARTNER/EPOCH`. */
export const logOrigin = ({ of, for: partner, epoch }: LogName): string =>
  `${hostOf(of)}/ledger/${hostOf(partner)}/${epoch}`;

/** Which epoch of a log an origin line names; undefined when it names another log. */
export function epochOfOrigin(origin: string, name: Omit<LogName, "epoch">): number | undefined {
  const epoch = Number(/\/([1-9]\d{0,8})$/.exec(origin)?.[1]);
  return Number.isSafeInteger(epoch) && logOrigin({ ...name, epoch }) === origin ? epoch : undefined;
}

const hostOf = (origin: string): string => origin.replace(/^[a-z]+:\/\//, "");
